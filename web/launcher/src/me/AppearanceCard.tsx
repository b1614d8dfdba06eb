import { Card, useCommand, useSession, useStanding, type Appearance } from '@ronghe/field'
import { ErrorState, useI18n } from '@ronghe/ui'
import { Choice } from './Choice'
import { texts } from './texts'

/** Theme, language and text size of every page on this terminal. */
export function AppearanceCard() {
  const { t } = useI18n(texts)
  const session = useSession()
  const { appearance } = useStanding()
  const keeping = useCommand((next: Appearance) => session.setAppearance(next))
  return (
    <Card title={t('me.look.title')}>
      <Choice
        label={t('me.look.theme')}
        chosen={appearance.theme}
        options={[
          { value: 'outdoor', icon: 'sun', word: t('me.look.outdoor') },
          { value: 'night', icon: 'moon', word: t('me.look.night') },
        ]}
        onChoose={(theme) => keeping.run({ ...appearance, theme })}
      />
      <Choice
        label={t('me.look.text_size')}
        chosen={appearance.text_percent}
        options={[
          { value: 100, icon: 'text_size', word: t('me.look.percent', { percent: 100 }) },
          { value: 130, icon: 'text_size', word: t('me.look.percent', { percent: 130 }) },
        ]}
        onChoose={(text_percent) => keeping.run({ ...appearance, text_percent })}
      />
      <Choice
        label={t('me.look.language')}
        chosen={appearance.language}
        options={[
          { value: 'zh', word: t('me.look.zh') },
          { value: 'en', word: t('me.look.english') },
        ]}
        onChoose={(language) => keeping.run({ ...appearance, language })}
      />
      {keeping.failure && <ErrorState error={keeping.failure} />}
    </Card>
  )
}
