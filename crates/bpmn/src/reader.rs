//! Reads a BPMN file into a tree of its BPMN elements, each with the line and column where it starts.
//!
//! Drawings (BPMN DI), the content of `extensionElements` and every element of a foreign namespace are passed over
//! here, so that no vendor's addition can make a file unreadable; attributes of foreign namespaces are kept. The file
//! comes from outside: its size, depth and number of elements are limited, and document types (with the entities they
//! could define) are refused.

use std::cell::Cell;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;

use crate::refusal::{Place, Refusal, RefusalReason};

/// The namespace of the BPMN 2.0 semantic model.
const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// Largest file that is read. The largest model of the interchange suite has 0.24 MB, drawing included.
pub(crate) const FILE_SIZE_MAX: usize = 2 * 1024 * 1024;
const DEPTH_MAX: usize = 64;
const ELEMENTS_MAX: usize = 20_000;
const ATTRIBUTES_MAX: usize = 64;
const NAMESPACES_MAX: usize = 128;

/// One element of the BPMN model namespace.
#[derive(Debug)]
pub(crate) struct XmlElement {
    /// Local name, such as `userTask`.
    pub name: String,
    pub attributes: Vec<XmlAttribute>,
    /// The element's own text, without that of its children.
    pub text: String,
    pub children: Vec<XmlElement>,
    pub place: Place,
}

#[derive(Debug)]
pub(crate) struct XmlAttribute {
    /// `None` for BPMN's own attributes, which carry no prefix.
    pub namespace: Option<String>,
    pub name: String,
    pub value: String,
}

impl XmlElement {
    /// The value of a BPMN attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|a| a.namespace.is_none() && a.name == name)
            .map(|a| a.value.as_str())
    }

    pub fn id(&self) -> Option<&str> {
        self.attribute("id").map(str::trim).filter(|id| !id.is_empty())
    }

    /// The `name` that people read; an empty one counts as none.
    pub fn label(&self) -> Option<&str> {
        self.attribute("name").map(str::trim).filter(|name| !name.is_empty())
    }

    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a XmlElement> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads the whole file and returns its root element.
pub(crate) fn read(xml: &[u8]) -> Result<XmlElement, Refusal> {
    if xml.len() > FILE_SIZE_MAX {
        return Err(Refusal::of_file(RefusalReason::TooLarge {
            bytes: xml.len(),
            bytes_max: FILE_SIZE_MAX,
        }));
    }
    let text = std::str::from_utf8(xml).map_err(|e| {
        let read = String::from_utf8_lossy(&xml[..e.valid_up_to()]);
        Refusal {
            file: 0,
            element: None,
            place: Lines::new(&read).place(read.len()),
            reason: RefusalReason::NotUtf8,
        }
    })?;
    TreeReader::new(text.strip_prefix('\u{feff}').unwrap_or(text)).read()
}

/// Builds the tree while the events pass.
struct TreeReader<'x> {
    events: NsReader<&'x [u8]>,
    lines: Lines<'x>,
    /// The open BPMN elements, outermost first.
    open: Vec<XmlElement>,
    /// How many elements are open inside one that is passed over, itself included.
    skipped: usize,
    elements: usize,
    root: Option<XmlElement>,
}

impl<'x> TreeReader<'x> {
    fn new(text: &'x str) -> Self {
        let mut events = NsReader::from_str(text);
        events.config_mut().expand_empty_elements = true;
        events.resolver_mut().set_max_namespace_bindings(NAMESPACES_MAX);
        Self {
            events,
            lines: Lines::new(text),
            open: Vec::new(),
            skipped: 0,
            elements: 0,
            root: None,
        }
    }

    fn read(mut self) -> Result<XmlElement, Refusal> {
        loop {
            let offset = self.position();
            let event = self.events.read_event().map_err(|e| {
                let at = usize::try_from(self.events.error_position()).unwrap_or(offset);
                self.lines.refusal(at, not_xml(e))
            })?;
            match event {
                Event::Start(start) => self.open_element(&start, offset)?,
                Event::End(_) => self.close_element(),
                Event::Text(text) => self.take_text(&text.xml10_content()),
                Event::CData(text) => self.take_text(&text.xml10_content()),
                Event::GeneralRef(reference) => self.take_reference(&reference, offset)?,
                Event::Decl(declaration) => self.check_encoding(&declaration, offset)?,
                Event::DocType(_) => {
                    return Err(self.lines.refusal(offset, RefusalReason::DocumentType));
                }
                Event::Eof => return self.finish(offset),
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
    }

    fn open_element(&mut self, start: &BytesStart<'_>, offset: usize) -> Result<(), Refusal> {
        self.elements += 1;
        if self.elements > ELEMENTS_MAX {
            let reason = RefusalReason::TooManyElements { elements_max: ELEMENTS_MAX };
            return Err(self.lines.refusal(offset, reason));
        }
        if self.open.len() + self.skipped >= DEPTH_MAX {
            return Err(self
                .lines
                .refusal(offset, RefusalReason::TooDeep { depth_max: DEPTH_MAX }));
        }
        let is_model = matches!(self.events.resolver().resolve_element(start.name()).0,
            ResolveResult::Bound(namespace) if namespace.0 == MODEL);
        if self.open.is_empty() && !(is_model && start.local_name().as_ref() == "definitions") {
            return Err(self.lines.refusal(offset, RefusalReason::NotBpmn));
        }
        if self.skipped > 0 || !is_model || start.local_name().as_ref() == "extensionElements" {
            self.skipped += 1;
            return Ok(());
        }
        let element = XmlElement {
            name: start.local_name().as_ref().to_owned(),
            attributes: self.attributes(start, offset)?,
            text: String::new(),
            children: Vec::new(),
            place: self.lines.place(offset),
        };
        self.open.push(element);
        Ok(())
    }

    fn attributes(
        &self,
        start: &BytesStart<'_>,
        offset: usize,
    ) -> Result<Vec<XmlAttribute>, Refusal> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| self.lines.refusal(offset, not_xml(e)))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            if attributes.len() == ATTRIBUTES_MAX {
                let reason = RefusalReason::TooManyAttributes { attributes_max: ATTRIBUTES_MAX };
                return Err(self.lines.refusal(offset, reason));
            }
            let (namespace, name) = self.events.resolver().resolve_attribute(attribute.key);
            let namespace = match namespace {
                ResolveResult::Bound(namespace) if namespace.0 == MODEL => None,
                ResolveResult::Bound(namespace) => Some(namespace.0.to_owned()),
                ResolveResult::Unbound => None,
                ResolveResult::Unknown(prefix) => {
                    return Err(self
                        .lines
                        .refusal(offset, RefusalReason::UnknownPrefix { prefix }));
                }
            };
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| self.lines.refusal(offset, not_xml(e)))?;
            attributes.push(XmlAttribute {
                namespace,
                name: name.as_ref().to_owned(),
                value: value.into_owned(),
            });
        }
        Ok(attributes)
    }

    fn close_element(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn take_text(&mut self, text: &str) {
        if self.skipped == 0
            && let Some(element) = self.open.last_mut()
        {
            element.text.push_str(text);
        }
    }

    fn take_reference(&mut self, reference: &BytesRef<'_>, offset: usize) -> Result<(), Refusal> {
        let character = match reference.resolve_char_ref() {
            Ok(character) => character,
            Err(e) => return Err(self.lines.refusal(offset, not_xml(e))),
        };
        if let Some(character) = character {
            self.take_text(character.encode_utf8(&mut [0; 4]));
            return Ok(());
        }
        let name = reference.xml10_content();
        let Some(text) = quick_xml::escape::resolve_xml_entity(&name) else {
            let reason =
                RefusalReason::NotXml { reason: format!("the entity &{name}; is not defined") };
            return Err(self.lines.refusal(offset, reason));
        };
        self.take_text(text);
        Ok(())
    }

    /// The octets were UTF-8, but a file that declares another encoding may mean other characters by them. Of ASCII
    /// all of them mean the same.
    fn check_encoding(&self, declaration: &BytesDecl<'_>, offset: usize) -> Result<(), Refusal> {
        let encoding = match declaration.encoding() {
            None => return Ok(()),
            Some(Ok(encoding)) => encoding,
            Some(Err(e)) => return Err(self.lines.refusal(offset, not_xml(e))),
        };
        if encoding.eq_ignore_ascii_case("utf-8") || self.lines.text.is_ascii() {
            return Ok(());
        }
        Err(self.lines.refusal(offset, RefusalReason::NotUtf8))
    }

    fn finish(mut self, offset: usize) -> Result<XmlElement, Refusal> {
        match (self.open.first(), self.root.take()) {
            (None, Some(root)) => Ok(root),
            (Some(unclosed), _) => {
                let reason =
                    format!("<{}> of line {} is never closed", unclosed.name, unclosed.place.line);
                Err(self.lines.refusal(offset, RefusalReason::NotXml { reason }))
            }
            (None, None) => Err(self.lines.refusal(offset, RefusalReason::NotBpmn)),
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.events.buffer_position()).unwrap_or(usize::MAX)
    }
}

fn not_xml(error: impl std::fmt::Display) -> RefusalReason {
    RefusalReason::NotXml { reason: error.to_string() }
}

/// Turns offsets into lines and columns.
struct Lines<'x> {
    text: &'x str,
    /// Where the last question ended. Questions come in the order of the file, so the text is walked once, even if
    /// it is all one line.
    last: Cell<(usize, Place)>,
}

impl<'x> Lines<'x> {
    fn new(text: &'x str) -> Self {
        Self { text, last: Cell::new((0, Place::START)) }
    }

    fn place(&self, offset: usize) -> Place {
        let (from, mut place) = self.last.get();
        let (from, between) = match self.text.get(from..offset) {
            Some(between) => (from, between),
            None => {
                place = Place::START;
                (0, self.text.get(..offset).unwrap_or_default())
            }
        };
        for character in between.chars() {
            place = if character == '\n' { place.next_line() } else { place.next_column() };
        }
        self.last.set((from + between.len(), place));
        place
    }

    fn refusal(&self, offset: usize, reason: RefusalReason) -> Refusal {
        Refusal { file: 0, element: None, place: self.place(offset), reason }
    }
}
