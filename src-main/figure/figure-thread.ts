import { answerPieces } from '../reading/answer-pieces.ts'
import { figurePieces } from './figure-pieces.ts'

// Entry of the thread that writes one comparison as a figure, a table or a caption.
answerPieces(figurePieces)
