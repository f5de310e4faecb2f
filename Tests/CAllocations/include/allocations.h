#ifndef NB_ALLOCATIONS_H
#define NB_ALLOCATIONS_H

/// The pieces of memory that the calling thread has asked for since it began; -1 where they cannot be counted.
long nb_allocations(void);

#endif
