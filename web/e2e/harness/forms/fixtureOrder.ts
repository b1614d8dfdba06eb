/** 15:20 in Shanghai. */
export const NOW = new Date('2025-07-11T07:20:00Z')

const BOX = { lat: 39.63012, lon: 118.18034 }

/** An order as the feed brings it. */
export const ORDER = {
  order_no: '2507110001234567',
  today: '2025-07-11',
  worker: { person_id: '0197f2a0-0000-7000-8000-000000000001', name: '刘建国' },
  box: BOX,
  customer: {
    customer_no: '1300301234567',
    customer_name: '张晓明',
    id_kind: 'resident_id',
    id_no: '11010519491231002X',
    mobile: '13800001234',
    service_address: '河北省唐山市丰南区黄各庄镇西葛村 3 组 18 号',
  },
  intake: {
    channel: 'door',
    area_id: 'TQ-130207-0042',
    line_id: '10kV-葛一线',
    box_id: 'BX-0042-07',
    usage_class: 'residential',
    industry_code: '9910',
    tariff: 'RES-TIERED',
    requested_capacity_w: 8000,
    premises_arrears: 'none',
  },
  stages: { acceptance: { area_id: 'TQ-130207-0042', box_id: 'BX-0042-07', supply_voltage_v: 220, tariff: 'RES-TIERED' } },
}
