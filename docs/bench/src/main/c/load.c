// A load generator in one thread.
//
//   load steady PORT CONNECTIONS RATE SECONDS  p99 in ms at RATE requests a second, after a warm-up
//   load PORT RECEIVERS SECONDS  one sender at full speed, many receivers: deliveries a second of a broadcasting server, after a warm-up
//   load PORT RECEIVERS SECONDS alone  the same without a sender: the server sends by itself
//   load source PORT  a server that sends to all its clients from memory
//   load answer PORT  a server that sends the same response for each read, whatever it has read
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE_BYTES = 100, PIECE_BYTES = 100 * MESSAGE_BYTES, RECEIVE_BYTES = 1 << 20 };
enum { SEND_BUFFER_BYTES = 64 * 1024 };

static char buffer[RECEIVE_BYTES];

static void fail(const char *call) {
  fprintf(stderr, "load: %s: %s\n", call, strerror(errno));
  exit(1);
}

static int check(int result, const char *call) {
  if (result == -1) fail(call);
  return result;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static void watch(int epoll, int fd, int events) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  check(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

static int connect_to(int port) {
  int fd = check(socket(AF_INET, SOCK_STREAM, 0), "socket");
  struct sockaddr_in address = loopback(port);
  check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
  return fd;
}

// MSG_TRUNC discards the bytes in the kernel instead of copying them: tcp(7).
static long receive(int fd) {
  long count = recv(fd, buffer, RECEIVE_BYTES, MSG_TRUNC | MSG_DONTWAIT);
  if (count == 0) errno = ECONNRESET;
  if (count == 0 || (count == -1 && errno != EAGAIN)) fail("a receiver was disconnected");
  return count == -1 ? 0 : count;
}

static long send_piece(int fd) {
  long count = send(fd, buffer, PIECE_BYTES, MSG_DONTWAIT);
  if (count == -1 && errno != EAGAIN) fail("send");
  return count;
}

// Sends and receives for a time, and returns the number of bytes received.
static double run(int epoll, int sender, double seconds) {
  struct epoll_event events[256];
  double received = 0;
  for (double end = now() + seconds; now() < end;) {
    int count = check(epoll_wait(epoll, events, 256, 100), "epoll_wait");
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd == sender) send_piece(fd);
      else received += receive(fd);
    }
  }
  return received;
}

static void measure(int port, int receivers, double seconds, int alone) {
  int epoll = check(epoll_create1(0), "epoll_create1");
  for (int i = 0; i < receivers; i++) watch(epoll, connect_to(port), EPOLLIN);
  int sender = -1;
  if (!alone) {
    sleep(1); // until the server has them all on its list
    watch(epoll, sender = connect_to(port), EPOLLOUT);
  }
  run(epoll, sender, seconds / 2);
  double began = now();
  double received = run(epoll, sender, seconds);
  printf("%.0f\n", received / MESSAGE_BYTES / (now() - began));
}

// A response of the size that the HTTP servers send.
#define RESPONSE(field)                                                                        \
  "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n" field                          \
  "Content-Type: text/html; charset=utf-8\r\nContent-Length: 122\r\n\r\n"                     \
  "<!DOCTYPE html>\n<html lang=\"ko\">\n<meta charset=\"utf-8\">\n<title>HELLO HTTP!</title>\n" \
  "<body>\n<h1>HELLO!</h1>\n</body>\n</html>\n"
static const char kept[] = RESPONSE(""), last[] = RESPONSE("Connection: close\r\n");

static void answer(int fd) {
  long count = recv(fd, buffer, sizeof buffer, 0), sent = -1;
  int closes = count > 0 && memmem(buffer, count, "Connection: close", 17);
  if (count > 0) sent = send(fd, closes ? last : kept, (closes ? sizeof last : sizeof kept) - 1, 0);
  if (closes || sent == -1) close(fd);
}

static void send_source(int fd) {
  if (send(fd, buffer, 64 * 1024, MSG_DONTWAIT) == -1 && errno != EAGAIN) close(fd);
}

static void serve(int port, int events_wanted, void (*handle)(int fd)) {
  int listener = check(socket(AF_INET, SOCK_STREAM, 0), "socket"), yes = 1;
  struct sockaddr_in address = loopback(port);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  check(bind(listener, (struct sockaddr *)&address, sizeof address), "bind");
  check(listen(listener, 1024), "listen");
  int epoll = check(epoll_create1(0), "epoll_create1");
  watch(epoll, listener, EPOLLIN);
  for (struct epoll_event events[256];;) {
    int count = check(epoll_wait(epoll, events, 256, -1), "epoll_wait");
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        int client = check(accept(fd, 0, 0), "accept"), size = SEND_BUFFER_BYTES;
        setsockopt(client, SOL_SOCKET, SO_SNDBUF, &size, sizeof size); // it stays in the CPU's cache
        watch(epoll, client, events_wanted);
      }
      else handle(fd);
    }
  }
}

// Request k is due at began + k / rate, on connection k % connections. Its time counts from there,
// also if the connection is still waiting for an earlier response, and the request has to wait, too.
static double began, request_rate;

static double due(long request) {
  return began + request / request_rate;
}

static void request(int fd) {
  static const char text[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  if (send(fd, text, sizeof text - 1, 0) == -1) fail("send");
}

static int received_response(int fd) {
  static const char end[] = "</html>\n";
  const long length = sizeof end - 1;
  long count = recv(fd, buffer, sizeof buffer, 0);
  if (count <= 0) fail("recv");
  return count >= length && !memcmp(buffer + count - length, end, length);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void steady(int port, int connections, double seconds) {
  prctl(PR_SET_TIMERSLACK, 1); // nanosecond: wake up when the next request is due
  int epoll = check(epoll_create1(0), "epoll_create1");
  struct { int fd, waits; long request; } clients[connections];
  for (int i = 0; i < connections; i++) {
    clients[i].fd = connect_to(port), clients[i].waits = 0, clients[i].request = i;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    check(epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].fd, &event), "epoll_ctl");
  }
  long warm_up = request_rate * seconds / 2, end = warm_up + request_rate * seconds, next = 0, done = 0;
  double *times = malloc(end * sizeof *times);
  began = now();
  while (done < end) {
    for (; next < end && due(next) <= now(); next++) {
      int i = next % connections;
      if (!clients[i].waits) clients[i].waits = 1, request(clients[i].fd);
    }
    double left = next < end ? due(next) - now() : 1;
    struct timespec timeout = {.tv_nsec = left > 0 ? left * 999999999 : 0};
    struct epoll_event events[256];
    int count = check(epoll_pwait2(epoll, events, 256, &timeout, 0), "epoll_pwait2");
    for (int e = 0; e < count; e++) {
      int i = events[e].data.u32;
      if (!received_response(clients[i].fd)) continue;
      times[done++] = clients[i].request < warm_up ? 0 : now() - due(clients[i].request);
      clients[i].request += connections;
      clients[i].waits = clients[i].request < next;
      if (clients[i].waits) request(clients[i].fd);
    }
  }
  qsort(times, end, sizeof *times, ascending);
  printf("%.3f\n", 1000 * times[end - 1 - (end - warm_up) / 100]);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc < 3) return fputs("see the first lines of load.c\n", stderr), 2;
  if (!strcmp(argv[1], "source")) serve(atoi(argv[2]), EPOLLOUT, send_source);
  if (!strcmp(argv[1], "answer")) serve(atoi(argv[2]), EPOLLIN, answer);
  if (!strcmp(argv[1], "steady")) {
    request_rate = atof(argv[4]);
    return steady(atoi(argv[2]), atoi(argv[3]), atof(argv[5])), 0;
  }
  measure(atoi(argv[1]), atoi(argv[2]), atof(argv[3]), argc > 4);
}
