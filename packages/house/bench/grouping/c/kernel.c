// The grouping kernel in C: rows in time order, weeks found by bisection, one table of eleven points a week,
// two rows a step into two tables. Reads columns from a folder, counts once a line on standard input.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 9, TOUCHPOINTS = 25, POINTS = 12, GROUPS = CHANNELS * TOUCHPOINTS, TABLE = GROUPS * POINTS, WEEKS = 53 };
static const double WEEK = 7 * 86400000.0, FIRST_MONDAY = 1735516800000.0;
static int32_t counts[WEEKS][TABLE], second[TABLE];

static void *column(const char *folder, const char *name, size_t bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  void *data = malloc(bytes + 64);
  if (!file || !data || fread(data, 1, bytes, file) != bytes) exit(1);
  fclose(file);
  return data;
}

static size_t row_at(const double *time, double edge, size_t low, size_t high) {
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (time[middle] < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

int main(int argc, char **argv) {
  if (argc < 3) return 1;
  size_t n = strtoull(argv[2], NULL, 10);
  const double *time = column(argv[1], "time", n * sizeof(double));
  const uint8_t *channel = column(argv[1], "channel", n);
  const uint8_t *touchpoint = column(argv[1], "touchpoint", n);
  const uint8_t *score = column(argv[1], "score", n);
  puts("ready");
  fflush(stdout);
  char line[16];
  while (fgets(line, sizeof line, stdin)) {
    if (strcmp(line, "count\n") != 0) continue;
    memset(counts, 0, sizeof counts);
    size_t from = row_at(time, FIRST_MONDAY, 0, n);
    for (int week = 0; week < WEEKS; week++) {
      size_t below = row_at(time, FIRST_MONDAY + (week + 1) * WEEK, from, n);
      int32_t *even = counts[week];
      memset(second, 0, sizeof second);
      size_t row = from;
      for (; row + 1 < below; row += 2) {
        even[(channel[row] * TOUCHPOINTS + touchpoint[row]) * POINTS + score[row]]++;
        second[(channel[row + 1] * TOUCHPOINTS + touchpoint[row + 1]) * POINTS + score[row + 1]]++;
      }
      if (row < below) even[(channel[row] * TOUCHPOINTS + touchpoint[row]) * POINTS + score[row]]++;
      for (int k = 0; k < TABLE; k++) even[k] += second[k];
      from = below;
    }
    long groups = 0, answers = 0;
    double value = 0, low = 0, high = 0;
    for (int week = 0; week < WEEKS; week++) {
      for (int group = 0; group < GROUPS; group++) {
        const int32_t *c = counts[week] + group * POINTS;
        int32_t detractors = c[0] + c[1] + c[2] + c[3] + c[4] + c[5] + c[6], promoters = c[9] + c[10];
        int32_t all = detractors + c[7] + c[8] + promoters;
        if (all == 0) continue;
        double favorable = (promoters + 0.75) / (all + 3), unfavorable = (detractors + 0.75) / (all + 3);
        double net = favorable - unfavorable;
        double margin = 1.959963984540054 * sqrt((favorable + unfavorable - net * net) / (all + 3));
        groups++;
        answers += all;
        value += 100.0 * (promoters - detractors) / all;
        low += 100 * (net - margin);
        high += 100 * (net + margin);
      }
    }
    printf("%ld %ld %.6f %.6f %.6f\n", groups, answers, value, low, high);
    fflush(stdout);
  }
  return 0;
}
