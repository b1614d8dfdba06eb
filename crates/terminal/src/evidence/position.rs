//! Where the terminal was, as its receiver said.

use std::fmt;

/// A position in WGS-84 with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lon: f64,
    lat: f64,
    accuracy_m: f64,
    source: PositionSource,
}

/// What told the position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionSource {
    /// 卫星定位
    Satellite,
    /// 网络定位: base stations or Wi-Fi.
    Network,
    /// 手工选点: the worker pointed at the map.
    Manual,
}

/// Why three numbers are no position.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PositionFault {
    #[error("longitude {0} is not between -180 and 180")]
    Longitude(f64),
    #[error("latitude {0} is not between -90 and 90")]
    Latitude(f64),
    #[error("accuracy {0} m is not between 0 and 100 km")]
    Accuracy(f64),
}

impl Position {
    /// Takes degrees and metres as the receiver reports them.
    ///
    /// # Errors
    /// Names the number that lies outside its range or is not a number.
    pub fn new(
        lon: f64,
        lat: f64,
        accuracy_m: f64,
        source: PositionSource,
    ) -> Result<Self, PositionFault> {
        if !(-180.0..=180.0).contains(&lon) {
            return Err(PositionFault::Longitude(lon));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(PositionFault::Latitude(lat));
        }
        if !(0.0..=ACCURACY_M_MAX).contains(&accuracy_m) {
            return Err(PositionFault::Accuracy(accuracy_m));
        }
        Ok(Self { lon, lat, accuracy_m, source })
    }

    /// Longitude in degrees, east positive.
    #[must_use]
    pub const fn lon(&self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, north positive.
    #[must_use]
    pub const fn lat(&self) -> f64 {
        self.lat
    }

    /// Radius in metres within which the receiver believes to be.
    #[must_use]
    pub const fn accuracy_m(&self) -> f64 {
        self.accuracy_m
    }

    #[must_use]
    pub const fn source(&self) -> PositionSource {
        self.source
    }
}

impl fmt::Display for Position {
    /// `118.683012, 39.503277 ±12 m`; the accuracy is rounded up, so that it never claims too much.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lon, lat, accuracy_m, .. } = self;
        write!(f, "{lon:.6}, {lat:.6} ±{:.0} m", accuracy_m.ceil())
    }
}

const ACCURACY_M_MAX: f64 = 100_000.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accuracy_is_never_rounded_in_our_favour() {
        let position =
            Position::new(118.683_012, 39.503_277, 12.1, PositionSource::Satellite).expect("valid");
        assert_eq!(position.to_string(), "118.683012, 39.503277 ±13 m");
    }

    #[test]
    fn refuses_what_no_receiver_may_report() {
        let make = |lon, lat, accuracy| Position::new(lon, lat, accuracy, PositionSource::Network);
        assert_eq!(make(180.5, 0.0, 1.0), Err(PositionFault::Longitude(180.5)));
        assert_eq!(make(0.0, -90.5, 1.0), Err(PositionFault::Latitude(-90.5)));
        assert_eq!(make(0.0, 0.0, -1.0), Err(PositionFault::Accuracy(-1.0)));
        assert!(make(f64::NAN, 0.0, 1.0).is_err());
        assert!(make(0.0, 0.0, f64::INFINITY).is_err());
    }
}
