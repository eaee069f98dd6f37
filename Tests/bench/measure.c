// SPDX-License-Identifier: Apache-2.0
//
// measure RUNS COMMAND...: runs a command as a whole process again and again, and prints the minimum and the median of
// its time in milliseconds and its largest resident memory in KiB. Output is thrown away.

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static int ascending(const void *one, const void *other) {
  double x = *(const double *)one, y = *(const double *)other;
  return (x > y) - (x < y);
}

int main(int count, char **words) {
  int runs = count > 2 ? atoi(words[1]) : 0;
  if (runs < 1) return 64;
  double *times = malloc((size_t)runs * sizeof *times);
  long memory = 0;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  for (int run = -3; run < runs; run++) {  // Three to warm up.
    struct timespec start, end;
    struct rusage usage;
    pid_t child;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (posix_spawn(&child, words[2], &actions, NULL, words + 2, environ)) return 1;
    wait4(child, &status, 0, &usage);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (status) return 1;
    if (run < 0) continue;
    times[run] = (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6;
    if (usage.ru_maxrss > memory) memory = usage.ru_maxrss;
  }
  qsort(times, (size_t)runs, sizeof *times, ascending);
  printf("%.2f %.2f %ld\n", times[0], times[runs / 2], memory);
}
