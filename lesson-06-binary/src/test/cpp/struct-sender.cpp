// Plays the C++ side of the lesson: sends struct CTestData in several ways.
// g++ -o struct-sender struct-sender.cpp
// struct-sender layout
// struct-sender MODE PORT           connects to 127.0.0.1
// struct-sender MODE PORT listen    waits for one client: the C++ server of the original
// MODE: normal, packed, big-endian, many, drip, uninitialised
#include <arpa/inet.h>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

// tag::struct[]
struct CTestData {
  char a;
  int b;
  char c[15];
};
// end::struct[]

struct __attribute__((packed)) PackedData {
  char a;
  int b;
  char c[15];
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void send_all(int peer, const void *bytes, size_t count) {
  for (size_t sent = 0; sent < count;) {
    ssize_t step = write(peer, static_cast<const char *>(bytes) + sent, count - sent);
    if (step < 0) fail("write");
    sent += step;
  }
}

template <typename T> static T filled(char a, int b, const char *c) {
  T data;
  memset(&data, 0, sizeof data); // the padding, too
  data.a = a;
  data.b = b;
  strncpy(data.c, c, sizeof data.c); // no NUL after 15 characters: strncpy(3)
  return data;
}

// tag::uninitialised[]
// Leaves a password on the stack, as any function called before may do.
__attribute__((noinline)) static void log_in() {
  volatile char secret[256];
  for (size_t i = 0; i < sizeof secret; i++) secret[i] = "letmein!"[i % 8];
}

__attribute__((noinline)) static void send_uninitialised(int peer) {
  CTestData data; // the padding and the bytes after the NUL stay uninitialised
  data.a = 'A';
  data.b = 300;
  strcpy(data.c, "hello");
  send_all(peer, &data, sizeof data);
}
// end::uninitialised[]

static void send_as(const std::string &mode, int peer) {
  if (mode == "normal") {
    auto data = filled<CTestData>('A', 300, "hello");
    send_all(peer, &data, sizeof data);
  } else if (mode == "packed") {
    auto data = filled<PackedData>('A', 300, "hello");
    send_all(peer, &data, sizeof data);
  } else if (mode == "big-endian") {
    auto data = filled<CTestData>('A', htonl(300), "hello");
    send_all(peer, &data, sizeof data);
  } else if (mode == "many") {
    CTestData data[] = {filled<CTestData>('A', 300, "hello"), filled<CTestData>('B', -2, "bye"),
                        filled<CTestData>('C', 2147483647, "fifteen letters")};
    send_all(peer, data, sizeof data);
  } else if (mode == "drip") {
    auto data = filled<CTestData>('A', 300, "hello");
    for (size_t i = 0; i < sizeof data; i++) {
      send_all(peer, reinterpret_cast<char *>(&data) + i, 1);
      usleep(1000); // so that the reader gets them one by one
    }
  } else if (mode == "uninitialised") {
    log_in();
    send_uninitialised(peer);
  } else {
    fprintf(stderr, "no such mode: %s\n", mode.c_str());
    exit(2);
  }
}

static sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static int connected(int port) {
  int peer = socket(AF_INET, SOCK_STREAM, 0);
  auto address = loopback(port);
  if (connect(peer, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0) fail("connect");
  return peer;
}

static int accepted(int port) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  auto address = loopback(port);
  if (bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) < 0) fail("bind");
  if (listen(listener, 1) < 0) fail("listen");
  socklen_t length = sizeof address;
  getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
  printf("listen on port %d\n", ntohs(address.sin_port));
  fflush(stdout);
  int peer = accept(listener, nullptr, nullptr);
  if (peer < 0) fail("accept");
  return peer;
}

int main(int count, char **words) {
  if (count == 2 && !strcmp(words[1], "layout")) {
    printf("size %zu, align %zu, offsets %zu %zu %zu, packed %zu\n", sizeof(CTestData),
           alignof(CTestData), offsetof(CTestData, a), offsetof(CTestData, b),
           offsetof(CTestData, c), sizeof(PackedData));
    return 0;
  }
  if (count < 3) {
    fprintf(stderr, "usage: struct-sender layout | MODE PORT [listen]\n");
    return 2;
  }
  int port = atoi(words[2]);
  int peer = count > 3 ? accepted(port) : connected(port);
  int yes = 1;
  setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  send_as(words[1], peer);
  close(peer);
  return 0;
}
