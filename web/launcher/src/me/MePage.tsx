import { Card, FactList, PracticeOffer, ROLES, Screen, useCommand, useSession, useStanding } from '@ronghe/field'
import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { AppearanceCard } from './AppearanceCard'
import { TerminalCard } from './TerminalCard'
import { texts } from './texts'

/** Who is signed in, the terminal, and how the pages look. */
export function MePage() {
  const { t, say } = useI18n(texts)
  const session = useSession()
  const { state } = useStanding()
  const isPractice = state?.practice === true
  const locking = useCommand(() => (isPractice ? session.endPractice() : session.lock()))
  const person = state?.person

  return (
    <Screen title={t('me.page.title')}>
      {person && (
        <Card title={person.name}>
          <FactList
            facts={[
              { label: t('me.person.staff_no'), value: person.staff_no },
              {
                label: t('me.person.roles'),
                value: person.roles.map((role) => say(ROLES[role])).join(t('me.person.and')),
              },
              {
                label: t('me.person.card'),
                value: state.card ? t('me.person.card_in', { tries: state.card.tries_left }) : t('me.person.no_card'),
              },
            ]}
          />
          {locking.failure && <ErrorState error={locking.failure} />}
          <Button kind="primary" wide onClick={locking.run} disabled={locking.busy}>
            <Icon name={isPractice ? 'close' : 'lock'} /> {t(isPractice ? 'me.practice.end' : 'me.person.lock')}
          </Button>
        </Card>
      )}
      {state?.practice !== true && (
        <Card title={t('me.practice.title')}>
          <p>{t('me.practice.what')}</p>
          <PracticeOffer />
        </Card>
      )}
      <AppearanceCard />
      {state && <TerminalCard state={state} />}
    </Screen>
  )
}
