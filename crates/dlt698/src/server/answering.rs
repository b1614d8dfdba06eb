//! A request becomes an answer by what the meter has.

use crate::apdu::{
    ActionItem, ActionItemResult, ActionRequest, ActionResponse, ActionThenGetItemResult,
    ClientMessage, ClientService, ConnectRequest, ConnectResponse, Dar, ErrorKind, GetRequest,
    GetResponse, GetResult, Md5Result, RecordQuery, RecordResult, ReleaseResult, ResultMd5,
    ResultNormal, ResultRecord, ServerMessage, ServerService, SetItem, SetItemResult, SetRequest,
    SetResponse, SetThenGetItemResult,
};
use crate::axdr::Data;
use crate::identifiers::{Oad, Omd};

/// What a meter has and does. Only reading has to be written; the rest says that it is not there.
pub trait Objects {
    /// Reads an attribute or an element of it.
    fn get(&mut self, oad: Oad) -> GetResult;

    /// Writes an attribute.
    fn set(&mut self, oad: Oad, data: Data) -> Dar {
        let _ = (oad, data);
        Dar::REFUSED
    }

    /// Carries out a method.
    fn act(&mut self, omd: Omd, parameter: Data) -> Acted {
        let _ = (omd, parameter);
        Acted { dar: Dar::UNDEFINED, data: None }
    }

    /// Reads records; the answer says which columns it has.
    fn records(&mut self, query: &RecordQuery) -> ResultRecord {
        let result = RecordResult::Failed(Dar::UNDEFINED);
        ResultRecord { oad: query.oad, columns: query.columns.clone(), result }
    }

    /// The MD5 of an attribute.
    fn md5(&mut self, oad: Oad) -> Md5Result {
        let _ = oad;
        Md5Result::Failed(Dar::UNDEFINED)
    }

    /// Agrees on an association, or says why not; nothing for a meter that does not know the service.
    fn connect(&mut self, request: &ConnectRequest) -> Option<ConnectResponse> {
        let _ = request;
        None
    }
}

/// What became of a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    pub dar: Dar,
    pub data: Option<Data>,
}

/// The answer to a request: the same number, priority and time tag. Nothing for a message that wants no answer: the
/// client's answer to a report, an error.
///
/// Whether the request is in time and whether it may be made without protection is decided before; what reads after a
/// SET or ACTION reads at once, and the delay is the caller's.
pub fn answer(request: &ClientMessage, objects: &mut impl Objects) -> Option<ServerMessage> {
    let unsupported = || ServerService::Error(ErrorKind::UNSUPPORTED);
    let service = match &request.service {
        ClientService::Connect(request) => objects
            .connect(request)
            .map_or_else(unsupported, |response| ServerService::Connect(Box::new(response))),
        ClientService::Release => ServerService::Release(ReleaseResult::SUCCESS),
        ClientService::Get(GetRequest::Next(number)) => ServerService::Get(no_block(*number)),
        ClientService::Get(request) => ServerService::Get(get(request, objects)),
        ClientService::Set(request) => ServerService::Set(set(request, objects)),
        ClientService::Action(request) => ServerService::Action(action(request, objects)),
        ClientService::Proxy(_) => unsupported(),
        ClientService::Report(_) | ClientService::Error(_) => return None,
    };
    let piid = request.piid.answer(false);
    Some(ServerMessage { piid, service, follow_report: None, time_tag: request.time_tag })
}

/// A block was asked for, and there is none.
fn no_block(number: u16) -> GetResponse {
    use crate::apdu::{Block, BlockContent};
    let content = BlockContent::Failed(Dar::NOT_SPLIT);
    GetResponse::Next(Block { is_last: true, number, content })
}

fn get(request: &GetRequest, objects: &mut impl Objects) -> GetResponse {
    match request {
        GetRequest::Normal(oad) => GetResponse::Normal(read(*oad, objects)),
        GetRequest::NormalList(oads) => {
            GetResponse::NormalList(oads.iter().map(|oad| read(*oad, objects)).collect())
        }
        GetRequest::Record(query) => GetResponse::Record(objects.records(query)),
        GetRequest::RecordList(queries) => {
            GetResponse::RecordList(queries.iter().map(|query| objects.records(query)).collect())
        }
        GetRequest::Next(number) => no_block(*number),
        GetRequest::Md5(oad) => {
            GetResponse::Md5(ResultMd5 { oad: *oad, result: objects.md5(*oad) })
        }
    }
}

fn set(request: &SetRequest, objects: &mut impl Objects) -> SetResponse {
    match request {
        SetRequest::Normal(item) => SetResponse::Normal(write(item, objects)),
        SetRequest::NormalList(items) => {
            SetResponse::NormalList(items.iter().map(|item| write(item, objects)).collect())
        }
        SetRequest::ThenGetList(items) => {
            let results = items.iter().map(|item| SetThenGetItemResult {
                set: item.set,
                dar: objects.set(item.set, item.data.clone()),
                read: read(item.get, objects),
            });
            SetResponse::ThenGetList(results.collect())
        }
    }
}

fn action(request: &ActionRequest, objects: &mut impl Objects) -> ActionResponse {
    match request {
        ActionRequest::Normal(item) => ActionResponse::Normal(act(item, objects)),
        ActionRequest::NormalList(items) => {
            ActionResponse::NormalList(items.iter().map(|item| act(item, objects)).collect())
        }
        ActionRequest::ThenGetList(items) => {
            let results = items.iter().map(|item| {
                let Acted { dar, data } = objects.act(item.omd, item.parameter.clone());
                ActionThenGetItemResult { omd: item.omd, dar, data, read: read(item.get, objects) }
            });
            ActionResponse::ThenGetList(results.collect())
        }
    }
}

fn read(oad: Oad, objects: &mut impl Objects) -> ResultNormal {
    ResultNormal { oad, result: objects.get(oad) }
}

fn write(item: &SetItem, objects: &mut impl Objects) -> SetItemResult {
    SetItemResult { oad: item.oad, dar: objects.set(item.oad, item.data.clone()) }
}

fn act(item: &ActionItem, objects: &mut impl Objects) -> ActionItemResult {
    let Acted { dar, data } = objects.act(item.omd, item.parameter.clone());
    ActionItemResult { omd: item.omd, dar, data }
}
