import { useI18n } from '@ronghe/ui'
import type { Role } from '../api/types'
import { texts } from './texts'

export function RoleNames({ roles }: { roles: Role[] }) {
  return useRoleNames()(roles)
}

/** Roles in words, for where a text is needed. */
export function useRoleNames(): (roles: Role[]) => string {
  const { t, language } = useI18n(texts)
  return (roles) => roles.map((role) => t(`parts.role.${role}`)).join(language === 'zh' ? '、' : ', ')
}
