//! What cannot be read is named with its line, and with what to do.

use gil::listing;

/// The words that name what is wrong with a listing.
fn refused(text: &str) -> String {
    listing::read(text).expect_err("this must not be read").to_string()
}

#[test]
fn what_the_machine_does_not_have_is_named_in_the_words_of_python() {
    let text = "LOAD_CONST (1)\nLOAD_NAME (thing)\nSTORE_ATTR 0 (n)\nRETURN_CONST (None)";
    assert_eq!(
        refused(text),
        "line 3: STORE_ATTR n is not known to this machine: it has no classes, and no objects with attributes of their own; \
         keep the value in a global variable"
    );
    assert_eq!(
        refused("IMPORT_NAME 0 (queue)"),
        "line 1: IMPORT_NAME queue is not known to this machine: it has the modules threading and time"
    );
    assert_eq!(
        refused("LOAD_NAME (x)\nLOAD_CONST (2)\nINPLACE_XOR\nRETURN_VALUE"),
        "line 3: INPLACE_XOR is not known to this machine: it computes with + - * // % only"
    );
    assert_eq!(
        refused("LOAD_CONST 1 (b'bytes')\nRETURN_VALUE"),
        "line 1: LOAD_CONST b'bytes' is not known to this machine: its constants are None, True, False, whole numbers of 64 bits, \
         floats, texts, and tuples of these"
    );
}

#[test]
fn what_no_program_comes_to_may_be_anything() {
    assert!(listing::read("LOAD_CONST (1)\nRETURN_VALUE\nSTORE_ATTR 0 (n)\nNO_SUCH_THING").is_ok());
}

#[test]
fn a_try_is_refused_though_its_handler_is_never_come_to() {
    let text = "LOAD_CONST (1)\nRETURN_VALUE\nPUSH_EXC_INFO\nPOP_TOP\nPOP_EXCEPT\nRETURN_CONST (None)";
    assert!(refused(text).starts_with("line 3: here an exception is caught"), "{}", refused(text));
}

#[test]
fn a_stack_that_would_be_empty_is_found_before_anything_runs() {
    assert_eq!(
        refused("LOAD_CONST (1)\nBINARY_ADD\nRETURN_VALUE"),
        "line 2: it takes a value from the stack, and none lies there"
    );
    assert_eq!(refused("LOAD_CONST (1)\nCOPY 0\nRETURN_VALUE"), "line 2: places on the stack are counted from 1");
    // Once with one value on the stack, and once with none.
    let text =
        "LOAD_CONST (1)\nLOAD_CONST (2)\nPOP_JUMP_IF_TRUE (to L1)\nPOP_TOP\nL1: NOP\nLOAD_CONST (3)\nRETURN_VALUE";
    assert_eq!(refused(text), "line 4: the program comes here with 0 values on the stack, and on another way with 1");
}

#[test]
fn a_jump_to_nowhere_and_a_way_out_of_the_listing_are_found() {
    assert!(
        refused("JUMP_FORWARD 1 (to L9)").starts_with("line 1: JUMP_FORWARD to L9 goes to where no instruction stands")
    );
    assert!(
        refused("LOAD_CONST (1)\nPOP_TOP").starts_with("line 2: the program would go on behind its last instruction")
    );
}

#[test]
fn a_line_that_dis_does_not_print_is_quoted() {
    assert!(refused("def add():").starts_with("line 1: `def add():` is no line that `dis` prints"));
    assert!(refused("LOAD_CONST 1 2 3").starts_with("line 1: `2 3` does not belong after LOAD_CONST"));
    assert!(refused("").starts_with("line 1: there is no instruction here"));
}

#[test]
fn a_listing_of_two_versions_at_once_is_refused() {
    let text = "LOAD_CONST (1)\nCALL_FUNCTION 0\nRETURN_CONST (None)";
    assert_eq!(
        refused(text),
        "line 3: RETURN_CONST None is of Python 3.12 to 3.13, and what stands above it is of 3.9 to 3.10; a listing is of one version"
    );
}

#[test]
fn a_code_object_whose_listing_was_cut_off_is_missed() {
    let text = "LOAD_CONST (<code object f at 0x1, file \"x.py\", line 1>)\nMAKE_FUNCTION\nRETURN_VALUE";
    assert!(refused(text).starts_with("line 1: the listing of <code object f at 0x1"), "{}", refused(text));
}
