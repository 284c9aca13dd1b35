/** For somebody who wants to try it and has no bounce. All of it in domains that nobody has. */
export const examples = [
  {
    title: 'A bounce',
    text: `This is the mail system at host mail.acme.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<anna@globex.example>: host mx.globex.example[203.0.113.5] said: 550 5.1.1
    <anna@globex.example>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)
`,
  },
  {
    title: 'A line of a log',
    text: `Nov 25 09:12:01 mail postfix/smtp[4711]: 4ZcQ2m6JNXz: to=<ann@globex.example>, relay=mx.globex.example[203.0.113.5]:25, delay=1.2, delays=0.1/0/0.9/0.2, dsn=4.7.1, status=deferred (host mx.globex.example[203.0.113.5] said: 451 4.7.1 <ann@globex.example>: Recipient address rejected: Greylisted, try again in 300 seconds (in reply to RCPT TO command))
`,
  },
  {
    title: 'A provider’s reply',
    text: `550-5.7.26 Unauthenticated email from acme.example is not accepted due to
550-5.7.26 domain's DMARC policy. Please contact the administrator of
550 5.7.26 acme.example domain if this was a legitimate mail. - gsmtp
`,
  },
  {
    title: 'A header',
    text: `Return-Path: <kim@acme.example>
Received: from mx2.globex.example (mx2.globex.example [203.0.113.6])
	by store.globex.example (Postfix) with ESMTPS id 8F2C11D0
	for <ann@globex.example>; Wed, 25 Nov 2026 09:47:22 +0000
Received: from mail.acme.example (mail.acme.example [192.0.2.25])
	by mx2.globex.example (Postfix) with ESMTPS id 7B1D02C4
	for <ann@globex.example>; Wed, 25 Nov 2026 09:12:04 +0000
Received: from laptop.acme.example (unknown [192.0.2.10])
	by mail.acme.example (Postfix) with ESMTPSA id 4ZcQ2m6JNXz
	for <ann@globex.example>; Wed, 25 Nov 2026 09:12:01 +0000
Authentication-Results: mx2.globex.example;
	spf=pass smtp.mailfrom=acme.example;
	dkim=fail (body hash did not verify) header.d=acme.example header.s=2026;
	dmarc=pass (p=reject) header.from=acme.example
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=2026;
	h=from:to:subject:date:message-id; bh=Y2hhbmdlZA==; b=c2lnbmVk
From: Kim <kim@acme.example>
To: Ann <ann@globex.example>
Subject: Lunch?
Date: Wed, 25 Nov 2026 09:11:58 +0000
Message-ID: <lunch-1@acme.example>
`,
  },
] as const;
