import CKernels

/// Lets the C library give large blocks back to the system as soon as they are free; asked for once, at the start.
///
/// Between them lies what is small and stays, so that glibc else takes new memory for every training of a large network.
public func returnLargeBlocks() { nb_return_large_blocks() }
