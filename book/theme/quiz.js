'use strict';
// Quizzes.
