/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * arrives.h - whether a datagram to this machine's own port arrives: 1, 0; -1 where it cannot be tried.
 */
#ifndef KILN_TEST_ARRIVES_H
#define KILN_TEST_ARRIVES_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int arrives(int port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_port = htons((unsigned short)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval wait = { .tv_usec = 500000 };
	int in = socket(AF_INET, SOCK_DGRAM, 0), out = socket(AF_INET, SOCK_DGRAM, 0), got = -1;
	char byte;

	setsockopt(in, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	if (!bind(in, (struct sockaddr *)&at, sizeof(at))) {
		sendto(out, "x", 1, 0, (struct sockaddr *)&at, sizeof(at));
		got = recv(in, &byte, 1, 0) == 1;
	}
	close(in);
	close(out);
	return got;
}

#endif
