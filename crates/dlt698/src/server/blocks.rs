//! An answer to a GET that is longer than the client takes goes in blocks, one for each GET of the next.

use std::collections::VecDeque;

use crate::apdu::{
    Block, BlockContent, ClientApdu, ClientService, Dar, GetRequest, GetResponse, PiidAcd,
    RecordResult, ResultNormal, ResultRecord, ServerApdu, ServerMessage, ServerService, TimeTag,
};
use crate::axdr::{Wire, emit};
use crate::server::Server;

/// What is still to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blocks {
    piid: PiidAcd,
    time_tag: Option<TimeTag>,
    /// The block that was told last: a client that missed it asks for it again.
    told: Block,
    rest: VecDeque<BlockContent>,
}

impl Server {
    /// The message, or its first block. Any other answer ends what was being told.
    pub(super) fn in_blocks(&mut self, message: ServerMessage) -> ServerMessage {
        if let ServerService::Get(GetResponse::Next(_)) = message.service {
            return message;
        }
        self.blocks = None;
        if ServerApdu::Message(message.clone()).emit().len() <= self.apdu_len_max {
            return message;
        }
        let room = self.apdu_len_max.saturating_sub(BLOCK_OVERHEAD);
        let contents: Vec<BlockContent> = match &message.service {
            ServerService::Get(GetResponse::NormalList(results)) => {
                pack(results.clone(), room).into_iter().map(BlockContent::Normal).collect()
            }
            ServerService::Get(GetResponse::Record(result)) => records(vec![result.clone()], room),
            ServerService::Get(GetResponse::RecordList(results)) => records(results.clone(), room),
            _ => vec![],
        };
        // What is no list cannot be told in blocks; it goes in fragments.
        if contents.len() < 2 {
            return message;
        }
        let mut rest = VecDeque::from(contents);
        let content = rest.pop_front().unwrap_or(BlockContent::Failed(Dar::BLOCK_UNAVAILABLE));
        let told = Block { is_last: false, number: self.first_block, content };
        let (piid, time_tag) = (message.piid, message.time_tag);
        self.blocks = Some(Blocks { piid, time_tag, told: told.clone(), rest });
        ServerMessage { service: ServerService::Get(GetResponse::Next(told)), ..message }
    }

    /// The block that a client asks for; nothing if it asks for something else, or nothing is being told under its
    /// number.
    pub(super) fn next_block(&mut self, apdu: &ClientApdu) -> Option<ServerMessage> {
        let ClientApdu::Message(message) = apdu else { return None };
        let ClientService::Get(GetRequest::Next(received)) = message.service else { return None };
        let blocks = self.blocks.as_mut().filter(|blocks| blocks.piid.answer() == message.piid)?;
        let told = &mut blocks.told;
        if received == told.number {
            match blocks.rest.pop_front() {
                Some(content) => {
                    let is_last = blocks.rest.is_empty();
                    *told = Block { is_last, number: told.number.wrapping_add(1), content };
                }
                None => told.content = BlockContent::Failed(Dar::NOT_SPLIT),
            }
        } else if received.wrapping_add(1) != told.number {
            told.content = BlockContent::Failed(Dar::BLOCK_NUMBER_INVALID);
            told.is_last = true;
        }
        let service = ServerService::Get(GetResponse::Next(told.clone()));
        let (piid, time_tag) = (blocks.piid, blocks.time_tag);
        Some(ServerMessage { piid, service, follow_report: None, time_tag })
    }
}

/// Records in blocks; one whose rows do not fit goes on in the next block under the same head.
fn records(results: Vec<ResultRecord>, room: usize) -> Vec<BlockContent> {
    let pieces = results.into_iter().flat_map(|result| rows_in_pieces(result, room)).collect();
    pack(pieces, room).into_iter().map(BlockContent::Record).collect()
}

fn rows_in_pieces(result: ResultRecord, room: usize) -> Vec<ResultRecord> {
    let ResultRecord { oad, columns, result } = result;
    let RecordResult::Rows(rows) = result else {
        return vec![ResultRecord { oad, columns, result }];
    };
    let head = ResultRecord { oad, columns, result: RecordResult::Rows(vec![]) };
    let row_room = room.saturating_sub(emit_len(&head));
    let groups = pack(rows, row_room);
    let piece = |rows| ResultRecord { result: RecordResult::Rows(rows), ..head.clone() };
    if groups.is_empty() { vec![head] } else { groups.into_iter().map(piece).collect() }
}

/// Items in as few groups as fit into `room` one after the other; an item that does not fit stands alone.
fn pack<V: Len>(items: Vec<V>, room: usize) -> Vec<Vec<V>> {
    let mut groups: Vec<Vec<V>> = Vec::new();
    let mut left = 0;
    for item in items {
        let len = item.len();
        match groups.last_mut() {
            Some(group) if len <= left => {
                group.push(item);
                left -= len;
            }
            _ => {
                groups.push(vec![item]);
                left = room.saturating_sub(len);
            }
        }
    }
    groups
}

/// How many bytes a value takes.
trait Len {
    fn len(&self) -> usize;
}

impl Len for ResultNormal {
    fn len(&self) -> usize {
        emit_len(self)
    }
}

impl Len for ResultRecord {
    fn len(&self) -> usize {
        emit_len(self)
    }
}

impl Len for Vec<crate::axdr::Data> {
    fn len(&self) -> usize {
        self.iter().map(emit_len).sum()
    }
}

fn emit_len(value: &impl Wire) -> usize {
    emit(value).len()
}

/// Tag, kind, PIID, last, number, choice, a count of up to three bytes, and a tail with a time tag.
const BLOCK_OVERHEAD: usize = 3 + 4 + 3 + 1 + 11;
