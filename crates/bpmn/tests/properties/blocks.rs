//! Random well-formed processes: blocks in blocks, each with one way in and one way out.

use std::fmt::Write;

use proptest::prelude::*;

/// A part of a process. Numbers make the ids and are given when the whole is known.
#[derive(Debug, Clone)]
pub enum Block {
    Stage(u32),
    Service(u32),
    /// An intermediate timer of an hour.
    Pause(u32),
    /// An intermediate message named like its id.
    Message(u32),
    /// A stage with a boundary timer of an hour. If it interrupts, its path leads on like the stage; if it only
    /// reminds, its path has an end of its own.
    Timed {
        id: u32,
        interrupting: bool,
        path: Box<Block>,
    },
    Sequence(Vec<Block>),
    /// Way `n` is taken if `choice == n`, the last one otherwise.
    Exclusive {
        id: u32,
        ways: Vec<Block>,
    },
    Parallel {
        id: u32,
        ways: Vec<Block>,
    },
    /// Again while `choice == 0` at its end.
    Loop {
        id: u32,
        body: Box<Block>,
    },
    /// An embedded sub-process.
    Sub {
        id: u32,
        body: Box<Block>,
    },
    /// Way `n` is taken if `choice != n`. It stands in a sub-process of its own, where nothing from outside can still
    /// come to its join.
    Inclusive {
        id: u32,
        ways: Vec<Block>,
    },
    /// A stage that is done several times.
    Rounds {
        id: u32,
        total: u32,
        sequential: bool,
    },
}

pub fn blocks() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => Just(Block::Stage(0)),
        1 => Just(Block::Service(0)),
        1 => Just(Block::Pause(0)),
        1 => Just(Block::Message(0)),
        1 => (1..4_u32, any::<bool>()).prop_map(|(total, sequential)| Block::Rounds { id: 0, total, sequential }),
    ];
    let any = leaf.prop_recursive(4, 24, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            3 => several().prop_map(Block::Sequence),
            2 => several().prop_map(|ways| Block::Exclusive { id: 0, ways }),
            3 => several().prop_map(|ways| Block::Parallel { id: 0, ways }),
            2 => (any::<bool>(), inner.clone())
                .prop_map(|(interrupting, path)| Block::Timed { id: 0, interrupting, path: Box::new(path) }),
            1 => inner.clone().prop_map(|body| Block::Loop { id: 0, body: Box::new(body) }),
            2 => inner.clone().prop_map(|body| Block::Sub { id: 0, body: Box::new(body) }),
            2 => (several(), inner.clone()).prop_map(|(ways, after)| {
                let ways = Block::Inclusive { id: 0, ways };
                Block::Sub { id: 0, body: Box::new(Block::Sequence(vec![ways, after])) }
            }),
        ]
    });
    any.prop_map(|mut block| {
        number(&mut block, &mut 0);
        block
    })
}

fn number(block: &mut Block, last: &mut u32) {
    *last += 1;
    match block {
        Block::Stage(id) | Block::Service(id) | Block::Pause(id) | Block::Message(id) => {
            *id = *last
        }
        Block::Sequence(parts) => parts.iter_mut().for_each(|part| number(part, last)),
        Block::Rounds { id, .. } => *id = *last,
        Block::Timed { id, path: inner, .. }
        | Block::Loop { id, body: inner }
        | Block::Sub { id, body: inner } => {
            *id = *last;
            number(inner, last);
        }
        Block::Exclusive { id, ways }
        | Block::Parallel { id, ways }
        | Block::Inclusive { id, ways } => {
            *id = *last;
            ways.iter_mut().for_each(|way| number(way, last));
        }
    }
}

/// The file of a whole process.
pub fn draw(block: &Block) -> String {
    let mut pen = Pen::default();
    pen.node(r#"<startEvent id="start"/><endEvent id="end"/>"#);
    let out = pen.block(block, Way { from: "start".to_owned(), choice: None, id: None });
    pen.flow(&out, "end");
    crate::drawing::file_with(&pen.messages, &pen.body)
}

/// An open end from which the next flow is drawn.
struct Way {
    from: String,
    /// The condition of the flow.
    choice: Option<String>,
    /// The id of the flow, if something refers to it.
    id: Option<String>,
}

#[derive(Default)]
struct Pen {
    body: String,
    messages: String,
    flows: u32,
}

impl Pen {
    fn node(&mut self, xml: &str) {
        self.body.push_str(xml);
        self.body.push('\n');
    }

    fn flow(&mut self, way: &Way, to: &str) {
        self.flows += 1;
        let id = way.id.clone().unwrap_or_else(|| format!("flow{}", self.flows));
        write!(self.body, r#"<sequenceFlow id="{id}" sourceRef="{}" targetRef="{to}">"#, way.from)
            .unwrap();
        if let Some(choice) = &way.choice {
            write!(self.body, "<conditionExpression>{choice}</conditionExpression>").unwrap();
        }
        self.node("</sequenceFlow>");
    }

    /// Draws an element, the flow into it, and returns the way out of it.
    fn element(&mut self, way: &Way, id: String, xml: &str) -> Way {
        self.node(xml);
        self.flow(way, &id);
        Way { from: id, choice: None, id: None }
    }

    fn block(&mut self, block: &Block, way: Way) -> Way {
        match block {
            Block::Stage(n) => {
                self.element(&way, format!("s{n}"), &format!(r#"<userTask id="s{n}" ronghe:sendBack="true"/>"#))
            }
            Block::Service(n) => self.element(&way, format!("v{n}"), &format!(r#"<serviceTask id="v{n}"/>"#)),
            Block::Pause(n) => self.element(&way, format!("p{n}"), &format!(
                r#"<intermediateCatchEvent id="p{n}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>"#)),
            Block::Message(n) => {
                write!(self.messages, r#"<message id="msg{n}" name="m{n}"/>"#).unwrap();
                self.element(&way, format!("m{n}"), &format!(
                    r#"<intermediateCatchEvent id="m{n}"><messageEventDefinition messageRef="msg{n}"/></intermediateCatchEvent>"#))
            }
            Block::Sequence(parts) => parts.iter().fold(way, |way, part| self.block(part, way)),
            Block::Timed { id, interrupting, path } => self.timed(*id, *interrupting, path, &way),
            Block::Exclusive { id, ways } => {
                let last = ways.len() - 1;
                self.element(&way, format!("x{id}"), &format!(r#"<exclusiveGateway id="x{id}" default="x{id}_default"/>"#));
                self.node(&format!(r#"<exclusiveGateway id="xm{id}"/>"#));
                for (n, block) in ways.iter().enumerate() {
                    let choice = (n < last).then(|| format!("choice == {n}"));
                    let default = (n == last).then(|| format!("x{id}_default"));
                    let out = self.block(block, Way { from: format!("x{id}"), choice, id: default });
                    self.flow(&out, &format!("xm{id}"));
                }
                Way { from: format!("xm{id}"), choice: None, id: None }
            }
            Block::Parallel { id, ways } => {
                self.element(&way, format!("fork{id}"), &format!(r#"<parallelGateway id="fork{id}"/>"#));
                self.node(&format!(r#"<parallelGateway id="join{id}"/>"#));
                for block in ways {
                    let out = self.block(block, Way { from: format!("fork{id}"), choice: None, id: None });
                    self.flow(&out, &format!("join{id}"));
                }
                Way { from: format!("join{id}"), choice: None, id: None }
            }
            Block::Loop { id, body } => {
                let begin = self.element(&way, format!("begin{id}"), &format!(r#"<exclusiveGateway id="begin{id}"/>"#));
                let out = self.block(body, begin);
                self.element(&out, format!("again{id}"), &format!(r#"<exclusiveGateway id="again{id}" default="leave{id}"/>"#));
                let again = Way { from: format!("again{id}"), choice: Some("choice == 0".to_owned()), id: None };
                self.flow(&again, &format!("begin{id}"));
                Way { from: format!("again{id}"), choice: None, id: Some(format!("leave{id}")) }
            }
            Block::Sub { id, body } => {
                self.flow(&way, &format!("u{id}"));
                self.node(&format!(
                    r#"<subProcess id="u{id}"><startEvent id="us{id}"/><endEvent id="ue{id}"/>"#));
                let out = self.block(body, Way { from: format!("us{id}"), choice: None, id: None });
                self.flow(&out, &format!("ue{id}"));
                self.node("</subProcess>");
                Way { from: format!("u{id}"), choice: None, id: None }
            }
            Block::Inclusive { id, ways } => {
                self.element(&way, format!("i{id}"), &format!(r#"<inclusiveGateway id="i{id}"/>"#));
                self.node(&format!(r#"<inclusiveGateway id="im{id}"/>"#));
                for (n, block) in ways.iter().enumerate() {
                    let choice = Some(format!("choice != {n}"));
                    let out = self.block(block, Way { from: format!("i{id}"), choice, id: None });
                    self.flow(&out, &format!("im{id}"));
                }
                Way { from: format!("im{id}"), choice: None, id: None }
            }
            Block::Rounds { id, total, sequential } => self.element(&way, format!("s{id}"), &format!(
                r#"<userTask id="s{id}" ronghe:sendBack="true"><multiInstanceLoopCharacteristics isSequential="{sequential}"><loopCardinality>{total}</loopCardinality></multiInstanceLoopCharacteristics></userTask>"#)),
        }
    }

    fn timed(&mut self, n: u32, interrupting: bool, path: &Block, way: &Way) -> Way {
        let host = self.element(
            way,
            format!("s{n}"),
            &format!(r#"<userTask id="s{n}" ronghe:sendBack="true"/>"#),
        );
        self.node(&format!(
            r#"<boundaryEvent id="b{n}" attachedToRef="s{n}" cancelActivity="{interrupting}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"#));
        let out = self.block(path, Way { from: format!("b{n}"), choice: None, id: None });
        if !interrupting {
            self.node(&format!(r#"<endEvent id="e{n}"/>"#));
            self.flow(&out, &format!("e{n}"));
            return host;
        }
        self.node(&format!(r#"<exclusiveGateway id="bm{n}"/>"#));
        self.flow(&host, &format!("bm{n}"));
        self.flow(&out, &format!("bm{n}"));
        Way { from: format!("bm{n}"), choice: None, id: None }
    }
}
