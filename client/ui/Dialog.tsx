import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import css from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

/** Asks or shows one thing and gives the focus back to where it came from. Escape and a click outside close it. */
export function Dialog({
  title,
  open,
  onClose,
  closeLabel = 'Close',
  alert = false,
  children,
}: {
  title: string
  open: boolean
  onClose: () => void
  closeLabel?: string
  /** Needs an answer: a click outside does not close it. */
  alert?: boolean
  children: ReactNode
}) {
  return (
    <ModalOverlay
      className={css.overlay ?? ''}
      isOpen={open}
      isDismissable={!alert}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={css.modal ?? ''}>
        <AriaDialog className={css.dialog ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <header className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon={X} label={closeLabel} onClick={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
