/** Letters that lay in Ann's mailbox before the learner came. Their stamps are the exercise. */

const ann = 'ann@globex.example';

/** 42 minutes between gw.acme and mx.globex; one server in another time zone, to make it worth calculating. */
export const late = {
  mailbox: ann,
  reversePath: 'bob@acme.example',
  raw: `Return-Path: <bob@acme.example>
Received: from mx.globex.example (mx.globex.example [198.51.100.25])
	by store.globex.example with ESMTP id 7C31F0A9D2
	for <ann@globex.example>; Fri, 02 Jan 2026 11:44:31 +0100
Received: from gw.acme.example (gw.acme.example [192.0.2.27])
	by mx.globex.example with ESMTP id 5B60D4417E
	for <ann@globex.example>; Fri, 02 Jan 2026 10:44:29 +0000
Received: from mail.acme.example (mail.acme.example [192.0.2.25])
	by gw.acme.example with ESMTP id 4F92E11C08
	for <ann@globex.example>; Fri, 02 Jan 2026 10:02:12 +0000
Received: from laptop.acme.example (laptop.acme.example [192.0.2.10])
	by mail.acme.example with ESMTP id 6A0B3C55F1
	for <ann@globex.example>; Fri, 02 Jan 2026 10:02:10 +0000
Date: Fri, 02 Jan 2026 10:02:09 +0000
From: Bob <bob@acme.example>
To: Ann <ann@globex.example>
Subject: late.eml: where was I all the time?

I was on time when I wrote this.
`,
};

/** The clock of mx.globex is seven minutes fast, so the last hop looks as if it went back in time. */
export const skew = {
  mailbox: ann,
  reversePath: 'bob@acme.example',
  raw: `Return-Path: <bob@acme.example>
Received: from mx.globex.example (mx.globex.example [198.51.100.25])
	by store.globex.example with ESMTP id 8D10A2B3C4
	for <ann@globex.example>; Sat, 03 Jan 2026 15:20:07 +0000
Received: from gw.acme.example (gw.acme.example [192.0.2.27])
	by mx.globex.example with ESMTP id 5C7719A0E3
	for <ann@globex.example>; Sat, 03 Jan 2026 15:27:05 +0000
Received: from mail.acme.example (mail.acme.example [192.0.2.25])
	by gw.acme.example with ESMTP id 4A8842D6B7
	for <ann@globex.example>; Sat, 03 Jan 2026 15:20:04 +0000
Received: from laptop.acme.example (laptop.acme.example [192.0.2.10])
	by mail.acme.example with ESMTP id 9B21C07F54
	for <ann@globex.example>; Sat, 03 Jan 2026 15:20:02 +0000
Date: Sat, 03 Jan 2026 15:20:01 +0000
From: Bob <bob@acme.example>
To: Ann <ann@globex.example>
Subject: skew.eml: back in time?

This arrived before it was sent on. Or did it?
`,
};

/** The two lowest stamps are invented by the sender; the first that Globex wrote itself tells who really called. */
export const forged = {
  mailbox: ann,
  reversePath: 'security@bank.example',
  raw: `Return-Path: <security@bank.example>
Received: from mx.globex.example (mx.globex.example [198.51.100.25])
	by store.globex.example with ESMTP id 7E5512D0C9
	for <ann@globex.example>; Sun, 04 Jan 2026 03:12:44 +0000
Received: from mail.bank.example (vps66.bargains.example [203.0.113.66])
	by mx.globex.example with ESMTP id 4D3308E1AB
	for <ann@globex.example>; Sun, 04 Jan 2026 03:12:43 +0000
Received: from vault.bank.example (vault.bank.example [192.0.2.99])
	by mail.bank.example with ESMTPS id 1234567890
	for <ann@globex.example>; Sun, 04 Jan 2026 03:12:40 +0000
Received: from director.bank.example (director.bank.example [192.0.2.98])
	by vault.bank.example with ESMTPSA id 0987654321;
	Sun, 04 Jan 2026 03:12:38 +0000
Date: Sun, 04 Jan 2026 03:12:38 +0000
From: Your Bank <security@bank.example>
To: ann@globex.example
Subject: forged.eml: your account

Please reply with your password. (Do not.)
`,
};
