import { answerPieces } from './answer-pieces.ts'
import { exportPieces } from './export.ts'

// Entry of an export's own thread.
answerPieces(exportPieces)
