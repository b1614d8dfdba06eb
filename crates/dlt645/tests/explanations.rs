//! What a person is shown of a frame, and where a broken one is broken.

use dlt645::{Explanation, Part, explain};

fn octets(text: &str) -> Vec<u8> {
    hex::decode(text.replace(' ', "")).expect("hexadecimal")
}

/// The explanation as lines: place, bytes, name, what they say.
fn lines(explanation: &Explanation) -> String {
    fn line(part: &Part, depth: usize, out: &mut String) {
        let secret = if part.is_secret { " (secret)" } else { "" };
        let told = part.told.as_deref().map(|told| format!(" = {told}")).unwrap_or_default();
        let data = part.data.as_deref().map(|data| format!(" [{data}]")).unwrap_or_default();
        let indent = "  ".repeat(depth);
        *out += &format!(
            "{:>2} {indent}{}{data} {}{secret}{told}\n",
            part.at, part.octets, part.name.zh
        );
        part.parts.iter().for_each(|part| line(part, depth + 1, out));
    }
    let mut out = String::new();
    explanation.parts.iter().for_each(|part| line(part, 0, &mut out));
    if let Some(fault) = &explanation.fault {
        out += &format!("fault at {}: {}\n", fault.at, fault.told);
    }
    out
}

#[test]
fn a_reading_is_told_to_its_values() {
    let frame = octets("FE FE 68 12 00 00 00 10 20 68 91 0A 33 32 34 35 89 55 32 32 32 32 21 16");
    insta::assert_snapshot!(lines(&explain(&frame)), @"
     0 FEFE 唤醒符
     2 68 帧起始符
     3 120000001020 地址域 = 201000000012
     9 68 帧起始符
    10 91 控制码 = 读数据应答 (read data, reply)
    11 0A 数据域长度 = 10
    12 33323435895532323232 数据
    12   33323435 [00FF0102] 数据标识 = 0201FF00 电压数据块 (voltage, block)
    16   895532323232 [5622FFFFFFFF] 数据
    16     8955 [5622] A相电压 = 225.6 V
    18     3232 [FFFF] B相电压 = -
    20     3232 [FFFF] C相电压 = -
    22 21 校验码
    23 16 结束符
    ");
}

#[test]
fn a_write_marks_its_password_as_secret() {
    let frame =
        octets("68 01 00 00 00 00 00 68 14 0F 35 34 33 37 35 89 67 45 33 33 33 33 63 48 43 EB 16");
    insta::assert_snapshot!(lines(&explain(&frame)), @"
     0 68 帧起始符
     1 010000000000 地址域 = 000000000001
     7 68 帧起始符
     8 14 控制码 = 写数据请求 (write data, request)
     9 0F 数据域长度 = 15
    10 353433373589674533333333634843 数据
    10   35343337 [02010004] 数据标识 = 04000102 时间 (time)
    14   35 [02] 密码权限 = 02H
    15   896745 [563412] 密码 (secret)
    18   33333333 [00000000] 操作者代码 = 00000000
    22   634843 [301510] 数据
    22     634843 [301510] 时间 = 10:15:30
    25 EB 校验码
    26 16 结束符
    ");
}

#[test]
fn a_sealed_trip_is_told_in_natural_order() {
    let frame = octets(
        "68 01 00 00 00 00 00 68 1C 1C CB 33 33 33 33 33 33 33 27 26 25 24 22 21 20 1F 1E 1D 1C 1B 1A 19 18 17 16 15 \
         14 13 77 16",
    );
    insta::assert_snapshot!(lines(&explain(&frame)), @"
     0 68 帧起始符
     1 010000000000 地址域 = 000000000001
     7 68 帧起始符
     8 1C 控制码 = 跳合闸、报警、保电请求 (switch, alarm, protect, request)
     9 1C 数据域长度 = 28
    10 CB33333333333333272625242221201F1E1D1C1B1A19181716151413 数据
    10   CB [98] 密码权限 = 98H
    11   333333 [000000] 密码 (secret)
    14   33333333 [00000000] 操作者代码 = 00000000
    18   27262524 [F4F3F2F1] MAC = F1F2F3F4
    22   2221201F1E1D1C1B1A19181716151413 [EFEEEDECEBEAE9E8E7E6E5E4E3E2E1E0] 密文 = E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF
    38 77 校验码
    39 16 结束符
    ");
}

#[test]
fn a_wrong_checksum_is_named_with_its_place() {
    let frame = octets("68 12 90 78 56 34 12 68 91 08 33 33 34 33 89 67 45 33 55 16");
    insta::assert_snapshot!(lines(&explain(&frame)), @"
     0 68 帧起始符
     1 129078563412 地址域 = 123456789012
     7 68 帧起始符
     8 91 控制码 = 读数据应答 (read data, reply)
     9 08 数据域长度 = 8
    fault at 18: expected the checksum 54H at byte 18, found 55H
    ");
}

#[test]
fn a_field_that_is_missing_is_named_with_its_place() {
    // 070000FF whose diversifier is cut off, with a checksum that is right.
    let frame = octets(
        "68 01 00 00 00 00 00 68 03 18 32 33 33 3A 33 33 33 33 DB DA D9 D8 D7 D6 D5 D4 EB EA E9 E8 E7 E6 E5 E4 82 16",
    );
    insta::assert_snapshot!(lines(&explain(&frame)), @"
     0 68 帧起始符
     1 010000000000 地址域 = 000000000001
     7 68 帧起始符
     8 03 控制码 = 安全认证请求 (security authentication, request)
     9 18 数据域长度 = 24
    10 3233333A33333333DBDAD9D8D7D6D5D4EBEAE9E8E7E6E5E4 数据
    10   3233333A [FF000007] 数据标识 = 070000FF 身份认证 (identity authentication)
    14   33333333 [00000000] 操作者代码 = 00000000
    18   DBDAD9D8D7D6D5D4 [A8A7A6A5A4A3A2A1] 密文 = A1A2A3A4A5A6A7A8
    26   EBEAE9E8E7E6E5E4 [B8B7B6B5B4B3B2B1] 随机数1 = B1B2B3B4B5B6B7B8
    34 82 校验码
    35 16 结束符
    fault at 34: expected 8 bytes of diversifier at byte 24 of the data, 0 are left
    ");
}

#[test]
fn an_explanation_is_json() {
    let frame = octets("68 12 00 00 00 10 20 68 D1 01 35 19 16");
    let json = serde_json::to_value(explain(&frame)).expect("JSON");
    insta::assert_json_snapshot!(json, @r#"
    {
      "message": {
        "address": "201000000012",
        "response": {
          "refused": {
            "error": "02",
            "function": "read"
          }
        }
      },
      "parts": [
        {
          "at": 0,
          "name": {
            "en": "start",
            "zh": "帧起始符"
          },
          "octets": "68"
        },
        {
          "at": 1,
          "name": {
            "en": "address",
            "zh": "地址域"
          },
          "octets": "120000001020",
          "told": "201000000012"
        },
        {
          "at": 7,
          "name": {
            "en": "start",
            "zh": "帧起始符"
          },
          "octets": "68"
        },
        {
          "at": 8,
          "name": {
            "en": "control code",
            "zh": "控制码"
          },
          "octets": "D1",
          "told": "读数据异常应答 (read data, error reply)"
        },
        {
          "at": 9,
          "name": {
            "en": "length of the data",
            "zh": "数据域长度"
          },
          "octets": "01",
          "told": "1"
        },
        {
          "at": 10,
          "name": {
            "en": "data",
            "zh": "数据"
          },
          "octets": "35",
          "parts": [
            {
              "at": 10,
              "data": "02",
              "name": {
                "en": "error byte ERR",
                "zh": "错误信息字ERR"
              },
              "octets": "35",
              "told": "02H 无请求数据 (no such data)"
            }
          ]
        },
        {
          "at": 11,
          "name": {
            "en": "checksum",
            "zh": "校验码"
          },
          "octets": "19"
        },
        {
          "at": 12,
          "name": {
            "en": "end",
            "zh": "结束符"
          },
          "octets": "16"
        }
      ]
    }
    "#);
}
