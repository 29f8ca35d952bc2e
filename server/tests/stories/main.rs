//! Stories over real HTTP on 127.0.0.1 and a real database in a temporary directory. Only the clock
//! is ours.

#[cfg(test)]
mod api;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod blobs;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod certificate;
#[cfg(test)]
mod client;
#[cfg(test)]
mod crowd;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod flood;
#[cfg(test)]
mod full;
#[cfg(test)]
mod inbox;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod notice;
#[cfg(test)]
mod order;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod page;
#[cfg(test)]
mod posted;
#[cfg(test)]
mod process;
#[cfg(test)]
mod program;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod release;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod seized;
#[cfg(test)]
mod signatures;
#[cfg(test)]
mod stack;
#[cfg(test)]
mod stamps;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod traces;
#[cfg(test)]
mod units;
#[cfg(test)]
mod wire;
#[cfg(test)]
mod withdrawn;
