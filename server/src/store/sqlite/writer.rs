//! The one thread that writes. It takes whatever waits, does it in one transaction, commits with one
//! sync, and only then answers: so a sync costs many senders together what it would cost one, and
//! nobody waits for a timer.

use std::thread;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::store::{Answer, StoreError};

/// Requests in one transaction: some 8 MiB of letters, so that the first of them does not wait long
/// for the last.
const GROUP_MAX: usize = 256;

/// The way to the thread that writes.
#[derive(Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Task>,
}

/// Something for the thread to do.
enum Task {
    /// Together with others, in one transaction.
    Grouped(Box<dyn Job>),
    /// Outside a transaction, as rebuilding a file must be.
    Alone(Box<dyn Job>),
    /// Write everything to where it stays, and end.
    Close(Asker),
}

/// A piece of work that is done before the commit and answered after it.
trait Job: Send {
    fn run(&mut self, connection: &Connection) -> Result<(), StoreError>;
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

impl Writer {
    /// Starts the thread; `queue` is how many tasks may wait.
    pub(super) fn spawn(mut connection: Connection, queue: usize) -> Result<Self, StoreError> {
        let (sender, mut receiver) = mpsc::channel(queue.max(1));
        thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || {
                let Some((asker, checked)) = work(&mut connection, &mut receiver) else { return };
                // Before the answer: with the last connection the logs go.
                let closed = connection.close().map_err(|(_, error)| error);
                // Nobody is left to be told if the asker has gone.
                let _ = asker.send(checked.and(closed).map_err(StoreError::from));
            })
            .map_err(|_| StoreError::Failed(0))?;
        Ok(Self { queue: sender })
    }

    /// Work in a transaction with others; [`StoreError::Busy`] at once if too much waits.
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<'_, T> {
        let (job, answer) = job(work);
        let queued = self.queue.try_send(Task::Grouped(job)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
        });
        Box::pin(async move {
            queued?;
            answer.await.map_err(|_| StoreError::Closed)?
        })
    }

    /// The server's own daily work, waiting for a place: in a transaction of its own, so that senders
    /// are not refused because that work found no room.
    pub(super) async fn write_patiently<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.write_alone(move |connection| {
            let transaction = connection.unchecked_transaction()?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
        .await
    }

    /// Work outside any transaction, waiting for a place.
    pub(super) async fn write_alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (job, answer) = job(work);
        self.queue.send(Task::Alone(job)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Ends the thread after all that waits.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
        let (sender, answer) = oneshot::channel();
        self.queue.send(Task::Close(sender)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

/// Who asked to close the store.
type Asker = oneshot::Sender<Result<(), StoreError>>;

/// The thread's life; at its end who asked for it, and whether all is written to where it stays.
fn work(
    connection: &mut Connection,
    queue: &mut mpsc::Receiver<Task>,
) -> Option<(Asker, rusqlite::Result<()>)> {
    let mut group = Vec::new();
    while let Some(first) = queue.blocking_recv() {
        let mut next = Some(first);
        while let Some(task) = next.take() {
            match task {
                Task::Grouped(job) => {
                    group.push(job);
                    if group.len() < GROUP_MAX {
                        next = queue.try_recv().ok();
                    }
                }
                Task::Alone(mut job) => {
                    commit_group(connection, &mut group);
                    let ran = job.run(connection);
                    job.answer(ran);
                }
                Task::Close(asker) => {
                    commit_group(connection, &mut group);
                    return Some((asker, checkpoint(connection)));
                }
            }
        }
        commit_group(connection, &mut group);
    }
    None
}

/// One transaction for all; if anything in it fails, all of it is undone and nobody is told that
/// their letter was kept: after some errors `SQLite` has undone it already.
fn commit_group(connection: &mut Connection, group: &mut Vec<Box<dyn Job>>) {
    if group.is_empty() {
        return;
    }
    let committed = run_group(connection, group);
    for job in group.drain(..) {
        job.answer(committed);
    }
}

fn run_group(connection: &mut Connection, group: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    for job in group {
        job.run(&transaction)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Moves the write-ahead logs into the files and empties them. A reader may be in the way for longer
/// than is waited for: then the log is as it was, and the answer says so.
pub(super) fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    for file in super::schema::BOTH {
        let checkpoint = format!("PRAGMA {file}.wal_checkpoint(TRUNCATE)");
        if connection.query_row(&checkpoint, [], |row| row.get::<_, bool>(0))? {
            let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            return Err(rusqlite::Error::SqliteFailure(busy, None));
        }
    }
    Ok(())
}

/// A job and where its answer comes.
fn job<T, F>(work: F) -> (Box<dyn Job>, oneshot::Receiver<Result<T, StoreError>>)
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
{
    let (sender, answer) = oneshot::channel();
    (Box::new(Pending { work: Some(work), result: None, sender }), answer)
}

struct Pending<T, F> {
    work: Option<F>,
    result: Option<T>,
    sender: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Pending<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> rusqlite::Result<T> + Send,
{
    fn run(&mut self, connection: &Connection) -> Result<(), StoreError> {
        if let Some(work) = self.work.take() {
            self.result = Some(work(connection)?);
        }
        Ok(())
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let Self { result, sender, .. } = *self;
        // A sender who has gone away meanwhile will repeat the request and be told the same.
        let _ = sender.send(committed.and_then(|()| result.ok_or(StoreError::Closed)));
    }
}
