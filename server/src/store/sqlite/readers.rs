//! A few connections that read, on threads that may block. With the write-ahead log they never wait
//! for the writer.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::store::{Answer, StoreError};

/// The pool.
#[derive(Debug)]
pub(super) struct Readers {
    /// As many as there are connections.
    permits: Arc<Semaphore>,
    count: u32,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    /// A pool of these connections.
    pub(super) fn new(connections: Vec<Connection>) -> Self {
        let count = u32::try_from(connections.len()).unwrap_or(u32::MAX);
        Self {
            permits: Arc::new(Semaphore::new(connections.len())),
            count,
            idle: Arc::new(Mutex::new(connections)),
        }
    }

    /// Runs a query as soon as a connection is free.
    pub(super) fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<'_, T> {
        Box::pin(async move {
            let permit = Arc::clone(&self.permits).acquire_owned().await;
            let permit = permit.map_err(|_| StoreError::Closed)?;
            let idle = Arc::clone(&self.idle);
            let running = tokio::task::spawn_blocking(move || {
                let borrowed = Borrowed::take(idle)?;
                let result = borrowed.query(query);
                // The connection is back before its permit is.
                drop(borrowed);
                drop(permit);
                result
            });
            running.await.map_err(|_| StoreError::Failed(0))?
        })
    }

    /// Waits for the queries that run, then closes the connections.
    pub(super) async fn close(&self) {
        if let Ok(all) = self.permits.acquire_many(self.count).await {
            all.forget();
            self.permits.close();
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }
}

/// A connection in use; it goes back even if the query panics.
struct Borrowed {
    connection: Option<Connection>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Borrowed {
    fn take(idle: Arc<Mutex<Vec<Connection>>>) -> Result<Self, StoreError> {
        let connection = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if connection.is_none() { Err(StoreError::Closed) } else { Ok(Self { connection, idle }) }
    }

    fn query<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let connection = self.connection.as_ref().ok_or(StoreError::Closed)?;
        Ok(query(connection)?)
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
    }
}
