//! The local API from outside: the program itself, over real sockets, as a browser and as somebody else's page would
//! speak to it.

mod correlation;
mod doors;
mod metering;
mod page;
mod practice;
mod program;
mod restarts;
