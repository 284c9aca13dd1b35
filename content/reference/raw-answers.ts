/** Answers of mailbox providers as a service gets them: invented, in the manner of real houses. */
export const rawAnswers = [
  {
    id: 'r1',
    words: '550 5.1.1 no such account',
    feedback: 'The enhanced code says it: 5.1.1, the address does not exist. Nothing will ever be read there.',
  },
  {
    id: 'r2',
    words: '554 delivery error: dd this user doesn’t have an account here',
    feedback: 'No enhanced code, so read on: the words are about the address, and leave no doubt.',
  },
  {
    id: 'r3',
    words: '550 Requested action not taken: mailbox unavailable',
    feedback:
      'This is the sentence of RFC 5321, and it covers “not found” as well as “refused by policy”. One answer is not enough to give an address up.',
  },
  {
    id: 'r4',
    words: '452 4.2.2 out of storage',
    feedback: 'A 4 in front: not now. The mailbox is full, and somebody may empty it.',
  },
  {
    id: 'r5',
    words: '421 4.7.0 [TS04] temporarily deferred due to user complaints',
    feedback:
      'The 4 says later, and the words say why: complaints about you. The queue tries again, but waiting alone mends nothing.',
  },
  {
    id: 'r6',
    words: '451 4.7.1 greylisted',
    feedback: 'Everybody who comes for the first time hears that. The queue tries again, and it passes.',
  },
  {
    id: 'r7',
    words: '550 5.7.26 unauthenticated, DMARC policy',
    feedback: 'A 5 in front, and still not the address: SPF, DKIM or DMARC did not fit. Mend the DNS.',
  },
  {
    id: 'r8',
    words: '550 5.7.1 message looks like unsolicited mail',
    feedback: '5.7 is policy: this letter, or your name, is not liked. The reader exists and may want your next one.',
  },
] as const;
