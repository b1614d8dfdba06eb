import { ROLES, type Recipient } from '@ronghe/field'
import { useI18n } from '@ronghe/ui'
import { RecipientOption } from './RecipientOption'
import { isSame, type Choices } from './recipients'
import styles from './submit.module.css'
import { texts } from './texts'

interface RecipientListProps {
  choices: Choices
  chosen: Recipient | undefined
  onChoose: (to: Recipient) => void
}

/** Oneself first, then roles, then people. */
export function RecipientList({ choices, chosen, onChoose }: RecipientListProps) {
  const { t, say } = useI18n(texts)
  const { self, roles, people } = choices
  const option = (to: Recipient, title: string, more: string) => (
    <RecipientOption
      key={JSON.stringify(to)}
      title={title}
      more={more}
      isChosen={isSame(chosen, to)}
      onChoose={() => onChoose(to)}
    />
  )
  return (
    <div role="radiogroup" aria-label={t('submit.page.title')} className={styles.list}>
      {self &&
        option(
          { person: self.person },
          t(self.continues ? 'submit.self.at_once' : 'submit.self.title'),
          t(self.continues ? 'submit.self.continues' : 'submit.self.later'),
        )}
      <h2 className={styles.heading}>{t('submit.roles.title')}</h2>
      {roles.map((role) => option({ role }, say(ROLES[role]), t('submit.roles.dispatched')))}
      {people.length > 0 && <h2 className={styles.heading}>{t('submit.people.title')}</h2>}
      {people.map(({ person, name, staff_no, roles: own }) =>
        option(
          { person },
          name,
          t('submit.people.more', { staff_no, roles: own.map((role) => say(ROLES[role])).join(t('submit.people.and')) }),
        ),
      )}
    </div>
  )
}
