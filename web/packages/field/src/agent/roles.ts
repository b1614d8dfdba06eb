import { texts } from '../texts'

/** The roles of `crates/vocabulary`, each with its words. */
export const ROLES = {
  area_manager: texts['field.role.area_manager'],
  meter_installer: texts['field.role.meter_installer'],
  usage_inspector: texts['field.role.usage_inspector'],
  acq_maintainer: texts['field.role.acq_maintainer'],
  counter_clerk: texts['field.role.counter_clerk'],
  back_office_clerk: texts['field.role.back_office_clerk'],
  dispatcher: texts['field.role.dispatcher'],
  station_head: texts['field.role.station_head'],
  app_admin: texts['field.role.app_admin'],
  security_officer: texts['field.role.security_officer'],
  monitor_operator: texts['field.role.monitor_operator'],
  administrator: texts['field.role.administrator'],
} as const

export type Role = keyof typeof ROLES
