//! t02, solved.

/// What is in the account at first.
pub const BALANCE: i64 = 100;

/// Who makes the next call, one letter a call.
// 100 is enough for two payments. So A looks while there is still enough, B makes both of its payments, and A takes for a third one what is
// not there any more. Each call was safe: nobody was inside the lock together with somebody else, and each read was of a moment. What A
// knew was old when it acted, and the lock did not keep it true: it was taken after the look.
pub const SCHEDULE: &str = "A BBBB BBBB AA";
