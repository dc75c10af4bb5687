// Fixtures marked [Parallelizable] mostly wait for other processes, so that a box with two cores carries four of them.
[assembly: LevelOfParallelism(4)]
