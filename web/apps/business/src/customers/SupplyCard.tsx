import { Card, FactList, type CustomerRecord } from '@ronghe/field'
import { formatCapacity, useI18n, type Text } from '@ronghe/ui'
import { texts } from './texts'

/** What the customer is supplied with, and how he pays. */
export function SupplyCard({ record, areaName }: { record: CustomerRecord; areaName: string }) {
  const { t, say } = useI18n(texts)
  const { usage_class, tariff, contract_capacity_w, supply_voltage_v, fee_control, area_code } = record
  const usage = USAGE[usage_class]
  const facts = [
    { label: t('customers.supply.usage'), value: usage ? say(usage) : usage_class },
    { label: t('customers.supply.tariff'), value: tariff },
    { label: t('customers.supply.capacity'), value: formatCapacity(Math.round(contract_capacity_w / 10), 'kW') },
    { label: t('customers.supply.voltage'), value: voltage(supply_voltage_v) },
    { label: t('customers.supply.fee_control'), value: t(`customers.fee.${fee_control}`) },
    { label: t('customers.supply.area'), value: areaName === '' ? area_code : areaName },
  ]
  return (
    <Card title={t('customers.supply.title')}>
      <FactList facts={facts} />
    </Card>
  )
}

/** 220 V, 10 kV. */
function voltage(volts: number): string {
  return volts < 1000 ? `${volts} V` : `${volts / 1000} kV`
}

/** A class that is not here is shown by its code. */
const USAGE: Record<string, Text> = {
  residential: texts['customers.usage.residential'],
  commercial: texts['customers.usage.commercial'],
  non_residential: texts['customers.usage.non_residential'],
  agricultural: texts['customers.usage.agricultural'],
  industrial: texts['customers.usage.industrial'],
}
