'use strict';
// Schedule labs.
