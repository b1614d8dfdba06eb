"""Cuts the caption font out of Noto Sans CJK SC Regular.

    python3 -m pip install fonttools
    python3 subset.py NotoSansCJK-Regular.ttc ../../city/places/tangshan.json
"""

import json
import sys

from fontTools import subset

SC = 2  # place of the simplified Chinese face in the collection
OUTPUT = "NotoSansCJKsc-caption.otf"

ASCII = {chr(code) for code in range(0x20, 0x7F)}
PUNCTUATION = set("　、。〃々〈〉《》「」『』【】〓〔〕〖〗·—…‘’“”±×÷°′″℃‰№→←↑↓①②③④⑤⑥⑦⑧⑨⑩¥–")
FULL_WIDTH = {chr(code) for code in range(0xFF01, 0xFF5F)} | {"￥"}
# Surnames and given names in use that GB 2312 lacks.
NAMES = set("喆玥珺堃昇赟翀祎旻璟晞彧烜妤婳媖婧偲仝佟俣曌垚犇骉淼焱鑫濛瑄琰珅玙瑨翾昳昕晟晗暐炘烨煊禛栩梓沄洺湉溦翎芃芊苡菡蓥薇虢逄隗麴郄褟禤闫亓")


def gb2312():
    """Both levels of hanzi of GB 2312-1980: rows 16 to 87."""
    for row in range(16, 88):
        for cell in range(1, 95):
            try:
                yield bytes([row + 0xA0, cell + 0xA0]).decode("gb2312")
            except UnicodeDecodeError:
                continue  # the unused end of row 55


def main(collection, places):
    with open(places, encoding="utf-8") as file:
        place_names = set(json.dumps(json.load(file), ensure_ascii=False))
    wanted = ASCII | PUNCTUATION | FULL_WIDTH | NAMES | set(gb2312()) | place_names

    options = subset.Options(
        font_number=SC,
        layout_features=[],
        drop_tables=["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "DSIG"],
        hinting=False,
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        name_languages=[0x409],
        notdef_outline=True,
    )
    font = subset.load_font(collection, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in wanted])
    cutter.subset(font)
    # The same input gives the same bytes, whenever it runs.
    font.recalcTimestamp = False
    subset.save_font(font, OUTPUT, options)

    lacking = sorted(wanted - {chr(code) for code in font.getBestCmap()})
    print(f"{len(font.getBestCmap())} characters; the face lacks: {''.join(lacking) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
