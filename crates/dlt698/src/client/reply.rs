//! What an exchange came to.

use crate::apdu::{
    ActionItemResult, ActionResponse, ConnectResponse, Dar, ErrorKind, GetResponse, Md5Result,
    ResultNormal, ResultRecord, ServerMessage, ServerService, SetItemResult, SetResponse,
};
use crate::link::ServerAddress;

/// The answer to a request: its message, blocks put together, and the server that gave it.
///
/// An answer is no success: every item of it has a DAR or data of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The server that answered: of a wildcard the one that matched.
    pub server: ServerAddress,
    pub content: Content,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Message(ServerMessage),
    /// The server took the protected request for no such thing: nothing was done.
    Refused(Dar),
    /// While blocks were fetched the server stopped.
    BlocksFailed(Dar),
}

impl Reply {
    /// The service that was answered, unless the whole of it was refused.
    #[must_use]
    pub const fn service(&self) -> Option<&ServerService> {
        match &self.content {
            Content::Message(message) => Some(&message.service),
            Content::Refused(_) | Content::BlocksFailed(_) => None,
        }
    }

    /// What the server said instead of an answer: it could not read the request, or does not know the service.
    #[must_use]
    pub const fn error(&self) -> Option<ErrorKind> {
        match self.service() {
            Some(ServerService::Error(kind)) => Some(*kind),
            _ => None,
        }
    }

    /// The attributes that a GET read, each with data or a DAR; nothing if it was no such answer.
    #[must_use]
    pub const fn reads(&self) -> Option<&[ResultNormal]> {
        match self.service() {
            Some(ServerService::Get(GetResponse::Normal(result))) => {
                Some(std::slice::from_ref(result))
            }
            Some(ServerService::Get(GetResponse::NormalList(results))) => Some(results.as_slice()),
            _ => None,
        }
    }

    /// The records that a GET read; nothing if it was no such answer.
    #[must_use]
    pub const fn records(&self) -> Option<&[ResultRecord]> {
        match self.service() {
            Some(ServerService::Get(GetResponse::Record(result))) => {
                Some(std::slice::from_ref(result))
            }
            Some(ServerService::Get(GetResponse::RecordList(results))) => Some(results.as_slice()),
            _ => None,
        }
    }

    /// The MD5 that a GET read; nothing if it was no such answer.
    #[must_use]
    pub const fn md5(&self) -> Option<&Md5Result> {
        match self.service() {
            Some(ServerService::Get(GetResponse::Md5(result))) => Some(&result.result),
            _ => None,
        }
    }

    /// What became of the attributes that a SET wrote; nothing if it was no such answer.
    #[must_use]
    pub const fn writes(&self) -> Option<&[SetItemResult]> {
        match self.service() {
            Some(ServerService::Set(SetResponse::Normal(result))) => {
                Some(std::slice::from_ref(result))
            }
            Some(ServerService::Set(SetResponse::NormalList(results))) => Some(results.as_slice()),
            _ => None,
        }
    }

    /// What became of the methods of an ACTION; nothing if it was no such answer.
    #[must_use]
    pub const fn actions(&self) -> Option<&[ActionItemResult]> {
        match self.service() {
            Some(ServerService::Action(ActionResponse::Normal(result))) => {
                Some(std::slice::from_ref(result))
            }
            Some(ServerService::Action(ActionResponse::NormalList(results))) => {
                Some(results.as_slice())
            }
            _ => None,
        }
    }

    /// What a server said to a CONNECT; nothing if it was no such answer.
    #[must_use]
    pub const fn connection(&self) -> Option<&ConnectResponse> {
        match self.service() {
            Some(ServerService::Connect(response)) => Some(response),
            _ => None,
        }
    }
}
