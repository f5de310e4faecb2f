/// The version of the program, which the parts of a run have in common.
public let programVersion = "0.9.0"
