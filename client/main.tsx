import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import './ui/tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/createApi.ts'
import { ApiContext } from './api/useApi.ts'
import { App } from './App.tsx'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ApiContext value={createApi()}>
        <App />
      </ApiContext>
    </StrictMode>,
  )
}
