//! The customer's signature: strokes and picture.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::Widget;
use image::{ImageFormat, ImageReader};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use terminal_store::AttachmentClass;
use vocabulary::{Digest, OrderId, StageId};

use super::filling::form_of;
use super::taking_photos::NewFile;
use super::{Agent, AgentFault};

/// A signature as the pad gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureTaken {
    /// Lists of points `{x, y, t}`; the form's schema says what they may be.
    pub strokes: Value,
    /// PNG.
    pub image_base64: String,
    pub signer_name: String,
    pub relation: String,
    /// What stood above the pad, word for word.
    #[serde(default)]
    pub statement: Option<String>,
}

impl Agent {
    /// Keeps a customer's signature in its field; picture and field are on the disk when this returns. It replaces one
    /// that was given before.
    ///
    /// # Errors
    /// When the picture is none, or the field takes no signature.
    pub async fn take_signature(
        &self,
        order: OrderId,
        stage: StageId,
        field: &str,
        taken: SignatureTaken,
    ) -> Result<Value, AgentFault> {
        self.check_space()?;
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let (now, view) = self.workable(&desk, order, stage).await?;
        let process = self.process_of(&desk, &now).await?;
        let asked = form_of(&process, &view)?.ui().fields.get(field);
        let Some(asked) = asked.filter(|asked| asked.widget == Widget::Signature) else {
            return Err(AgentFault::UnknownField(field.to_owned()));
        };
        if taken.statement.as_ref().is_some_and(|text| text.len() > STATEMENT_BYTES_MAX) {
            return Err(AgentFault::TooLarge);
        }
        let content = picture(&taken.image_base64)?;
        let signed_at = self.times.corrected();
        let file = NewFile {
            content,
            mime: "image/png",
            class: AttachmentClass::Signature,
            taken_at: signed_at,
            thumbnail: None,
        };
        let kept = self.write_file(&desk, &now, &view, field, file).await?;
        // A pad that does not say what stood above it shows the field's help, or its label where it has none.
        let above = &asked.help.as_ref().unwrap_or(&asked.label).zh;
        let statement = taken.statement.as_ref().unwrap_or(above);
        let value = json!({
            "strokes": taken.strokes,
            "image": {
                "attachment_id": kept.row.attachment,
                "sha256": kept.row.sha256,
                "size": kept.row.size,
                "mime": kept.row.mime,
                "taken_at": signed_at,
            },
            "signer_name": taken.signer_name,
            "relation": taken.relation,
            "signed_at": signed_at,
            "signed_sha256": Digest::of(statement.as_bytes()),
        });
        if value.to_string().len() > SIGNATURE_BYTES_MAX {
            return Err(AgentFault::TooLarge);
        }
        self.note_file(&desk, kept, value.clone()).await?;
        Ok(value)
    }
}

fn picture(base64: &str) -> Result<Vec<u8>, AgentFault> {
    if base64.len() > PICTURE_BYTES_MAX * 4 / 3 + 4 {
        return Err(AgentFault::SignaturePicture);
    }
    let bytes = STANDARD.decode(base64).map_err(|_| AgentFault::SignaturePicture)?;
    let reader = ImageReader::with_format(std::io::Cursor::new(&bytes), ImageFormat::Png);
    let (width, height) = reader.into_dimensions().map_err(|_| AgentFault::SignaturePicture)?;
    if width.max(height) > PICTURE_SIDE_MAX || width.min(height) < PICTURE_SIDE_MIN {
        return Err(AgentFault::SignaturePicture);
    }
    Ok(bytes)
}

const PICTURE_BYTES_MAX: usize = 1024 * 1024;
const PICTURE_SIDE_MAX: u32 = 4_096;
const PICTURE_SIDE_MIN: u32 = 16;
const STATEMENT_BYTES_MAX: usize = 16 * 1024;
const SIGNATURE_BYTES_MAX: usize = 192 * 1024;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_a_png_and_nothing_else() {
        let mut png = std::io::Cursor::new(Vec::new());
        image::GrayImage::new(300, 100).write_to(&mut png, ImageFormat::Png).expect("encoded");
        let png = png.into_inner();
        assert_eq!(picture(&STANDARD.encode(&png)).expect("a PNG"), png);
        assert!(picture(&STANDARD.encode(b"\xff\xd8\xff\xe0")).is_err());
        assert!(picture("no base64!").is_err());
    }

    proptest! {
        #[test]
        fn foreign_text_is_refused_without_a_panic(text in ".{0,200}") {
            prop_assert!(picture(&text).is_err());
        }
    }
}
