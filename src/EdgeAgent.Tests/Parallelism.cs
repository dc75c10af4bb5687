// Fixtures marked [Parallelizable] mostly wait for other processes or look at footage on one thread, so that a box with two cores carries four of them.
[assembly: LevelOfParallelism(4)]
