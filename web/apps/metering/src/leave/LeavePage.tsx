import { Screen, StatusBar, useNow } from '@ronghe/field'
import { commandName, ErrorState, groupNumber, isMeterChange, SkeletonList, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { useErrand } from '../errand/ErrandProvider'
import { leavesFor } from '../errand/errandRules'
import { meterPath } from '../paths'
import { useMeter, useMetering } from '../useMetering'
import { meteringWords } from '../words/meteringWords'
import { EffectNote } from './EffectNote'
import styles from './leave.module.css'
import { LeaveCard } from './LeaveCard'
import { LeaveForm } from './LeaveForm'
import { isOver, leaveFor, stateNow } from './leaveStates'
import { texts } from './texts'

/** Leave for one command at one meter: asked for here, waited for here, and only with it one goes on. */
export function LeavePage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const now = useNow()
  const { address = '', command = '' } = useParams()
  const { data, failure, reload } = useMeter(address)
  const { data: metering } = useMetering()
  const errand = useErrand()
  const [isAskingAgain, setAskingAgain] = useState(false)
  const isOff = isMeterChange(command) && metering?.switched_off?.includes(command)
  if (!isMeterChange(command) || isOff || data?.meter.unverified) {
    return <Navigate to={meterPath(address)} replace />
  }
  const leave = data && leaveFor(leavesFor(data.meter, errand), command)
  const isAsked = leave !== undefined && !(isAskingAgain && isOver(stateNow(leave, now)))
  return (
    <Screen
      title={commandName(command, language)}
      over={t('leave.page.over', { meter: groupNumber(data?.meter.meter_no ?? address) })}
      onBack={() => void navigate(meterPath(address))}
      backWord={t('leave.page.meter')}
      bar={<StatusBar />}
    >
      <EffectNote command={command} />
      <p className={styles.rule}>{t('leave.page.two_persons')}</p>
      {failure !== undefined && <ErrorState error={meteringWords(failure, language)} />}
      {!data && failure === undefined && <SkeletonList rows={3} />}
      {data && leave && isAsked && <LeaveCard leave={leave} onAgain={() => setAskingAgain(true)} />}
      {data && !isAsked && (
        <LeaveForm
          meter={data.meter}
          works={data.works}
          links={metering?.links ?? []}
          command={command}
          onAsked={() => {
            setAskingAgain(false)
            reload()
          }}
        />
      )}
    </Screen>
  )
}
