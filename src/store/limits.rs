//! How much is read at most. One place, so that no reader of a format forgets a bound.

/// Bytes of one page, or of one record: a newspaper page has some 20 kB, a book some megabytes.
pub(super) const PAGE: u64 = 64 << 20;

/// Bytes a packed file may unpack to in all.
pub(super) const UNPACKED: u64 = 8 << 30;

/// How many times larger than itself a packed file may become. Text packs 3 to 20 times, very repetitive text some hundred times;
/// a bomb is made to pack a thousand times.
pub(super) const RATIO: u64 = 300;

/// Below this size the ratio means nothing.
pub(super) const RATIO_FROM: u64 = 16 << 20;

/// Files of one archive.
pub(super) const MEMBERS: usize = 200_000;

/// Archives within archives that are followed: a year of zipped days is one in another.
pub(super) const DEPTH: usize = 2;

/// Records handed on together, so that a huge file can be read while it arrives.
pub(super) const BATCH: usize = 2_000;

/// Bytes of such records, where they are long.
pub(super) const BATCH_BYTES: usize = 8 << 20;

/// Bytes of pages up to which their source lines are kept in memory; beyond, a page is read again when its lines are asked for.
pub(super) const SOURCES: u64 = 8 << 20;
