fn main() -> std::process::ExitCode {
    joint_patrol::cli::main()
}
