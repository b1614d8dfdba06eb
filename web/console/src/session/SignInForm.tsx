import { answer, ApiProblem } from '@ronghe/sdk'
import { ErrorState, Icon, toneClass, useI18n, useLanguage } from '@ronghe/ui'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { api, session } from '../api/client'
import { problemWords } from '../api/problemWords'
import { texts } from './texts'
import styles from './session.module.css'

interface Credentials {
  login: string
  password: string
}

/** Name and password. A lock, a wrong password and a silent server each say what to do next. */
export function SignInForm() {
  const { t } = useI18n(texts)
  const language = useLanguage()
  const [capsLock, setCapsLock] = useState(false)
  const signIn = useMutation({
    mutationFn: (body: Credentials) => answer(api.POST('/api/v1/session', { body })),
    onSuccess: (view) => session.enter(view),
  })
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))

  return (
    <Form<Credentials>
      layout="vertical"
      requiredMark={false}
      onFinish={(credentials) => signIn.mutate({ ...credentials, login: credentials.login.trim() })}
    >
      <Form.Item name="login" label={t('session.form.login')} rules={[{ required: true, message: t('session.form.login_missing') }]}>
        <Input size="large" autoComplete="username" autoFocus maxLength={64} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('session.form.password')}
        rules={[{ required: true, message: t('session.form.password_missing') }]}
      >
        <Input.Password
          size="large"
          autoComplete="current-password"
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          onBlur={() => setCapsLock(false)}
        />
      </Form.Item>
      <div role="status">
        {capsLock && (
          <p className={`${styles.hint} ${toneClass('soon')}`}>
            <Icon name="alert" /> {t('session.form.caps_lock')}
          </p>
        )}
      </div>
      {signIn.isError && (
        <div className={styles.problem}>
          <ErrorState error={problemWords(signIn.error, language)} />
          {isLocked(signIn.error) && <p className={styles.muted}>{t('session.locked.hint')}</p>}
        </div>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
        {t('session.form.submit')}
      </Button>
    </Form>
  )
}

function isLocked(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'locked'
}
