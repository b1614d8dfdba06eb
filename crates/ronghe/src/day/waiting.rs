//! Waiting for a condition, never for a time.

use std::time::Duration;

use anyhow::Context as _;

const LOOK_EVERY: Duration = Duration::from_millis(150);

/// Asks again until there is an answer.
///
/// # Errors
/// When there is none within `seconds`, or asking itself fails.
pub async fn until<T>(
    what: &str,
    seconds: u64,
    mut ask: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let asking = async {
        loop {
            if let Some(answer) = ask().await? {
                return anyhow::Ok(answer);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(seconds), asking)
        .await
        .with_context(|| format!("waited {seconds} s in vain until {what}"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn waits_as_long_as_it_takes_and_no_longer() {
        let mut asked = 0;
        let answer = until("the third time", 10, async || {
            asked += 1;
            Ok((asked == 3).then_some(asked))
        });
        assert_eq!(answer.await.expect("in time"), 3);
        let never = until("never", 10, async || Ok(None::<u32>)).await;
        assert!(never.expect_err("in vain").to_string().contains("never"));
    }
}
