// SPDX-License-Identifier: Apache-2.0
//
// The least that a process costs: what the budgets are counted in.

#include <stdio.h>

int main(void) { puts("hello"); }
