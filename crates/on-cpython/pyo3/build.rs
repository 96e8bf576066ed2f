//! Says to the linker what an extension of Python needs.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
