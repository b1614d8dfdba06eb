//! Plausible Chinese names with their pinyin, for people who do not exist.

use rand::{Rng, RngExt};

/// A generated name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// Surname first: 王建国.
    pub hanzi: String,
    /// Without tones and spaces: wangjianguo.
    pub pinyin: String,
}

impl Name {
    pub(crate) fn make(rng: &mut impl Rng) -> Self {
        let mut name = Name { hanzi: String::new(), pinyin: String::new() };
        name.push(surname(rng));
        let second = GIVEN[rng.random_range(0..GIVEN.len())];
        name.push(second);
        if rng.random_bool(0.8) {
            let third = GIVEN[rng.random_range(0..GIVEN.len())];
            if third != second {
                name.push(third);
            }
        }
        name
    }

    fn push(&mut self, (hanzi, pinyin): (char, &str)) {
        self.hanzi.push(hanzi);
        self.pinyin.push_str(pinyin);
    }
}

/// The frequent surnames stand first; the smaller of two draws prefers them.
fn surname(rng: &mut impl Rng) -> (char, &'static str) {
    let place = rng.random_range(0..SURNAMES.len()).min(rng.random_range(0..SURNAMES.len()));
    SURNAMES[place]
}

#[rustfmt::skip]
const SURNAMES: [(char, &str); 56] = [
    ('王', "wang"), ('李', "li"), ('张', "zhang"), ('刘', "liu"), ('陈', "chen"), ('杨', "yang"), ('赵', "zhao"),
    ('孙', "sun"), ('周', "zhou"), ('吴', "wu"), ('徐', "xu"), ('马', "ma"), ('朱', "zhu"), ('胡', "hu"),
    ('郭', "guo"), ('何', "he"), ('高', "gao"), ('林', "lin"), ('罗', "luo"), ('郑', "zheng"), ('梁', "liang"),
    ('宋', "song"), ('谢', "xie"), ('韩', "han"), ('唐', "tang"), ('冯', "feng"), ('于', "yu"), ('董', "dong"),
    ('程', "cheng"), ('曹', "cao"), ('袁', "yuan"), ('邓', "deng"), ('许', "xu"), ('傅', "fu"), ('沈', "shen"),
    ('彭', "peng"), ('吕', "lv"), ('苏', "su"), ('卢', "lu"), ('蒋', "jiang"), ('蔡', "cai"), ('贾', "jia"),
    ('丁', "ding"), ('魏', "wei"), ('薛', "xue"), ('叶', "ye"), ('阎', "yan"), ('潘', "pan"), ('杜', "du"),
    ('戴', "dai"), ('田', "tian"), ('任', "ren"), ('姜', "jiang"), ('石', "shi"), ('姚', "yao"), ('侯', "hou"),
];

#[rustfmt::skip]
const GIVEN: [(char, &str); 84] = [
    ('伟', "wei"), ('芳', "fang"), ('娜', "na"), ('敏', "min"), ('静', "jing"), ('丽', "li"), ('强', "qiang"),
    ('磊', "lei"), ('军', "jun"), ('洋', "yang"), ('勇', "yong"), ('艳', "yan"), ('杰', "jie"), ('涛', "tao"),
    ('明', "ming"), ('超', "chao"), ('秀', "xiu"), ('霞', "xia"), ('平', "ping"), ('刚', "gang"), ('桂', "gui"),
    ('英', "ying"), ('华', "hua"), ('玉', "yu"), ('兰', "lan"), ('红', "hong"), ('建', "jian"), ('国', "guo"),
    ('文', "wen"), ('辉', "hui"), ('力', "li"), ('志', "zhi"), ('永', "yong"), ('健', "jian"), ('鹏', "peng"),
    ('飞', "fei"), ('斌', "bin"), ('波', "bo"), ('宁', "ning"), ('福', "fu"), ('生', "sheng"), ('龙', "long"),
    ('元', "yuan"), ('全', "quan"), ('胜', "sheng"), ('学', "xue"), ('祥', "xiang"), ('才', "cai"), ('发', "fa"),
    ('武', "wu"), ('新', "xin"), ('利', "li"), ('清', "qing"), ('彬', "bin"), ('富', "fu"), ('顺', "shun"),
    ('信', "xin"), ('子', "zi"), ('浩', "hao"), ('亮', "liang"), ('政', "zheng"), ('谦', "qian"), ('亨', "heng"),
    ('奇', "qi"), ('固', "gu"), ('之', "zhi"), ('轮', "lun"), ('翰', "han"), ('朗', "lang"), ('伯', "bo"),
    ('宏', "hong"), ('言', "yan"), ('鸣', "ming"), ('梁', "liang"), ('栋', "dong"), ('维', "wei"), ('启', "qi"),
    ('克', "ke"), ('伦', "lun"), ('旭', "xu"), ('海', "hai"), ('燕', "yan"), ('春', "chun"), ('梅', "mei"),
];

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn names_have_two_or_three_characters_and_ascii_pinyin() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..500 {
            let name = Name::make(&mut rng);
            assert!((2..=3).contains(&name.hanzi.chars().count()), "{}", name.hanzi);
            assert!(name.pinyin.bytes().all(|byte| byte.is_ascii_lowercase()), "{}", name.pinyin);
        }
    }
}
